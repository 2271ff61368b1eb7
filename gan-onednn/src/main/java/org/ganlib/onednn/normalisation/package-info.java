/** Batch normalisation, its running statistics and its tangent. */
@Internal
package org.ganlib.onednn.normalisation;

import org.ganlib.stability.Internal;
