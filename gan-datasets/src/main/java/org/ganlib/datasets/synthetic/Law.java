package org.ganlib.datasets.synthetic;

import org.ganlib.random.RandomStream;
import org.ganlib.spi.KnownDistribution;

/**
 * A distribution that can be drawn from, of points that each come from one of its numbered parts.
 * Has no state.
 */
interface Law extends KnownDistribution {
    /**
     * Draws one point.
     *
     * @param random all that the draw depends on
     * @param point receives the coordinates
     * @return the part it comes from, from 0
     */
    int draw(RandomStream random, double[] point);
}
