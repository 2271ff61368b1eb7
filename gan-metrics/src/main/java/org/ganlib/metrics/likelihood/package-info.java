/** Metrics that fit a density to generated examples and ask how likely it makes real ones. */
@Experimental
package org.ganlib.metrics.likelihood;

import org.ganlib.stability.Experimental;
