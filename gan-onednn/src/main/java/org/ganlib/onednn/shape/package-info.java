/** Steps that move numbers: merge, subset, reshape and repeat. */
package org.ganlib.onednn.shape;
