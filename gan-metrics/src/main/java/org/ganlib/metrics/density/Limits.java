package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.List;

/**
 * Between what a ratio of densities is kept, so that no single example decides a mean.
 *
 * @param logLow the logarithm of the lower limit, ≤ 0; −∞ for none
 * @param logHigh the logarithm of the upper one, ≥ 0
 */
record Limits(double logLow, double logHigh) {
    /** Nothing is told apart: the critic is constant. */
    static final Limits EQUAL = new Limits(0, 0);

    private static final double[] STEPS = {1, 10, 100, 1000, 10_000};

    /** {@link #EQUAL} first, then further ones; below, there may be none. */
    static List<Limits> all() {
        List<Limits> all = new ArrayList<>();
        for (double high : STEPS) {
            for (double inverse : STEPS) {
                all.add(new Limits(inverse == 1 ? 0 : -Math.log(inverse), Math.log(high)));
            }
            all.add(new Limits(Double.NEGATIVE_INFINITY, Math.log(high)));
        }
        return all;
    }

    /** The logarithm of the ratio that is used for one. */
    double keep(double logRatio) {
        return Math.min(logHigh, Math.max(logLow, logRatio));
    }
}
