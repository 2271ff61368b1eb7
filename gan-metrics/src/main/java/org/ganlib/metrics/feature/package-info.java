/** Metrics that compare examples as clouds of points in the space of a feature extractor. */
@Experimental
package org.ganlib.metrics.feature;

import org.ganlib.stability.Experimental;
