/** Steps that compute each number from the numbers at the same position: dropout, sums, maxout. */
package org.ganlib.onednn.elementwise;
