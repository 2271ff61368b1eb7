/**
 * Divergences of one-dimensional densities as exact integrals, to compare with what a trained
 * critic estimates: {@link org.ganlib.metrics.density.ExactDivergence} for f-divergences, {@link
 * org.ganlib.metrics.density.EarthMover} for W₁. Where one of the two is known by samples only,
 * {@link org.ganlib.metrics.density.VariationalDivergence} bounds the divergence.
 */
@Experimental
package org.ganlib.metrics.density;

import org.ganlib.stability.Experimental;
