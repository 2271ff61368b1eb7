/** Metrics that know that examples are images, and that a generator draws them. */
@Experimental
package org.ganlib.metrics.image;

import org.ganlib.stability.Experimental;
