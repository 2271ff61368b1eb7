/**
 * Steps that move or repeat numbers without changing them: merge, subset, reshape and upsampling.
 */
package org.ganlib.onednn.shape;
