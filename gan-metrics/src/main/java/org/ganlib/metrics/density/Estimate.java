package org.ganlib.metrics.density;

import java.util.List;

/**
 * A mean over samples.
 *
 * @param value the mean
 * @param variance its variance: the squared standard error
 */
record Estimate(double value, double variance) {
    /** The mean of independent estimates. */
    static Estimate mean(List<Estimate> estimates) {
        double value = 0;
        double variance = 0;
        for (Estimate estimate : estimates) {
            value += estimate.value / estimates.size();
            variance += estimate.variance / estimates.size() / estimates.size();
        }
        return new Estimate(value, variance);
    }

    /** The sum of independent estimates, each times its factor. */
    static Estimate sum(double factor, Estimate some, double otherFactor, Estimate other) {
        return new Estimate(
                factor * some.value + otherFactor * other.value,
                factor * factor * some.variance + otherFactor * otherFactor * other.variance);
    }

    double standardError() {
        return Math.sqrt(variance);
    }
}
