/** Steps that treat each number by itself: dropout, sums and maxima. */
package org.ganlib.onednn.elementwise;
