/** Metrics that compare examples by their distance in data space. */
@Experimental
package org.ganlib.metrics.distance;

import org.ganlib.stability.Experimental;
