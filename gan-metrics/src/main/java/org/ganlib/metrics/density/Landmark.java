package org.ganlib.metrics.density;

/**
 * A place where a density has a peak, an edge or a kink.
 *
 * @param location the position of the landmark
 * @param scale over what distance the density changes there
 */
public record Landmark(double location, double scale) {}
