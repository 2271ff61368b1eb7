/**
 * Linear algebra in double precision that metrics share: passes over all pairs of examples, and
 * factors of covariances.
 */
@Experimental
package org.ganlib.metrics.linear;

import org.ganlib.stability.Experimental;
