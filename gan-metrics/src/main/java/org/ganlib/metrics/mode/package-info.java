/** Metrics of how much of a distribution is reached: modes, supports, copies. */
@Experimental
package org.ganlib.metrics.mode;

import org.ganlib.stability.Experimental;
