/**
 * Steps that move or repeat numbers without changing them: merge, subset, reshape and upsampling.
 */
@Internal
package org.ganlib.onednn.shape;

import org.ganlib.stability.Internal;
