/** Dense layers and lookup tables. */
package org.ganlib.onednn.dense;
