package org.ganlib.train;

import org.ganlib.config.AverageRule;

/**
 * How the parameters of the generator's side are averaged over updates.
 *
 * @param decay of the average, in [0, 1); 0 for no average
 * @param rule how it takes up each update
 */
record Averaging(double decay, AverageRule rule) {
    /** No average. */
    static final Averaging NONE = new Averaging(0, AverageRule.WARM_UP);

    boolean isNone() {
        return decay == 0;
    }
}
