/** Data sets from arrays that other programs wrote. */
@Experimental
package org.ganlib.datasets.array;

import org.ganlib.stability.Experimental;
