package org.ganlib.metrics.mode;

/** The difference between counted shares and expected ones. */
final class ShareDivergence {
    private ShareDivergence() {}

    /**
     * {@code Σ qᵢ log(qᵢ/pᵢ)} in nats, q the shares that were counted and p those expected, each >
     * 0; +∞ where nothing was counted.
     */
    static double reverse(int[] counts, double[] expected) {
        double total = 0;
        for (int count : counts) {
            total += count;
        }
        if (total == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                double share = counts[i] / total;
                sum += share * Math.log(share / expected[i]);
            }
        }
        return Math.max(0, sum);
    }
}
