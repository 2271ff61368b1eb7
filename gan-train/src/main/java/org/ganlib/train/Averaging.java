package org.ganlib.train;

import org.ganlib.config.AverageRule;

/**
 * The averaging of the generator side's parameters over updates.
 *
 * @param decay the decay of the average, in [0, 1); 0 for no average
 * @param rule the rule by which the average takes in each update
 */
record Averaging(double decay, AverageRule rule) {
    /** The setting for no average. */
    static final Averaging NONE = new Averaging(0, AverageRule.WARM_UP);

    boolean isNone() {
        return decay == 0;
    }
}
