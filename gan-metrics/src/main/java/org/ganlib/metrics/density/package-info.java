/**
 * Divergences of one-dimensional densities as exact integrals, to compare with what a trained critic estimates: {@link
 * org.ganlib.metrics.density.ExactDivergence} for f-divergences, {@link org.ganlib.metrics.density.EarthMover} for W₁.
 */
package org.ganlib.metrics.density;
