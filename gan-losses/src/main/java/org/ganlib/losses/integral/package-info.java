/** Integral probability metrics: the largest difference of means over a class of critics. */
package org.ganlib.losses.integral;
