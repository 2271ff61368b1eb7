/** Integral probability metrics: the largest difference of means over a class of critics. */
@Experimental
package org.ganlib.losses.integral;

import org.ganlib.stability.Experimental;
