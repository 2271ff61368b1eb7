/** Dense layers, with their deferred weight gradients, and lookup tables. */
@Internal
package org.ganlib.onednn.dense;

import org.ganlib.stability.Internal;
