package org.ganlib.metrics.feature;

import org.ganlib.spi.Examples;

/**
 * The unbiased estimate of a squared maximum mean discrepancy. Pairs of an example with itself do
 * not count.
 */
public final class UnbiasedDiscrepancy {
    /** Sums kernel values over all pairs. */
    @FunctionalInterface
    public interface Sum {
        /**
         * Σ k(a, b) over all pairs.
         *
         * @param same true if both are the same set, whose examples are not paired with themselves
         */
        double over(Examples some, Examples others, boolean same);
    }

    private UnbiasedDiscrepancy() {}

    /**
     * Returns {@code Σ_{i≠j} k(xᵢ, xⱼ)/(n(n − 1)) + Σ_{i≠j} k(yᵢ, yⱼ)/(m(m − 1)) − 2 Σ k(xᵢ,
     * yⱼ)/(nm)}. It is 0 in expectation if both samples come from one distribution, so a single
     * estimate may be below 0.
     */
    public static double of(Examples x, Examples y, Sum kernel) {
        double n = x.count();
        double m = y.count();
        return kernel.over(x, x, true) / (n * (n - 1))
                + kernel.over(y, y, true) / (m * (m - 1))
                - 2 * kernel.over(x, y, false) / (n * m);
    }
}
