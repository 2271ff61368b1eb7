/** Steps that compute each number from the numbers at the same position: dropout, sums, maxout. */
@Internal
package org.ganlib.onednn.elementwise;

import org.ganlib.stability.Internal;
