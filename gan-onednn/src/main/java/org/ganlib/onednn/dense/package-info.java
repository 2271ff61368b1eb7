/** Dense layers, with their deferred weight gradients, and lookup tables. */
package org.ganlib.onednn.dense;
