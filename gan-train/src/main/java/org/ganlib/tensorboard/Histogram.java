package org.ganlib.tensorboard;

/**
 * A histogram of values: buckets of equal width between the least and the greatest. Values that are
 * not finite are left out.
 *
 * <p>Values are added twice, in chunks: first {@link #measure} sees all of them, then {@link
 * #count} does.
 */
final class Histogram {
    private static final int BUCKETS = 48;

    private final double[] counts = new double[BUCKETS];
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private double sum;
    private double squares;
    private long finite;

    /** The histogram of these values. */
    static Histogram of(double[] values) {
        Histogram histogram = new Histogram();
        histogram.measure(values, values.length);
        histogram.count(values, values.length);
        return histogram;
    }

    /** Takes note of the range of the first {@code length} values. */
    void measure(double[] values, int length) {
        for (int i = 0; i < length; i++) {
            double value = values[i];
            if (Double.isFinite(value)) {
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
                sum += value;
                squares += value * value;
                finite++;
            }
        }
    }

    /** Counts the first {@code length} values, which {@link #measure} has seen. */
    void count(double[] values, int length) {
        double perUnit = maximum > minimum ? BUCKETS / (maximum - minimum) : 0;
        for (int i = 0; i < length; i++) {
            if (Double.isFinite(values[i])) {
                counts[Math.min(BUCKETS - 1, (int) ((values[i] - minimum) * perUnit))]++;
            }
        }
    }

    double minimum() {
        return finite == 0 ? 0 : minimum;
    }

    double maximum() {
        return finite == 0 ? 0 : maximum;
    }

    double count() {
        return finite;
    }

    double sum() {
        return sum;
    }

    double sumOfSquares() {
        return squares;
    }

    /** The upper end of each bucket, increasing; the first reaches down to the minimum. */
    double[] limits() {
        double low = minimum();
        // Readers need a width even if all values are equal.
        double width = maximum() > low ? (maximum() - low) / BUCKETS : Math.max(Math.ulp(low), 1e-12);
        double[] limits = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            limits[i] = low + width * (i + 1);
        }
        return limits;
    }

    /** The number of values in each bucket. */
    double[] counts() {
        return counts.clone();
    }
}
