package org.ganlib.metrics.linear;

import org.ganlib.spi.Examples;

/**
 * A grid on which all values of two sets lie: {@code low + unit·k} with whole numbers k. These k
 * are so small that the squared distances of vectors of them are exact in double precision. Such
 * values are bytes of images, 0 and 1, and counts.
 *
 * @param low the smallest value
 * @param unit the step, > 0; its square is exact in double precision
 */
record Levels(double low, double unit) {
    /** 2⁵³: up to it whole numbers are exact. */
    private static final double LARGEST_WHOLE = 0x1p53;

    /** None: values that are not on such a grid. */
    static final Levels NONE = new Levels(0, 0);

    /** The grid of two sets of vectors, or {@link #NONE}. */
    static Levels of(Examples some, Examples others) {
        double low = Math.min(least(some.values()), least(others.values()));
        for (double unit : new double[] {
            Math.min(smallestStep(some.values(), low), smallestStep(others.values(), low)),
            Math.min(binaryStep(some.values(), low), binaryStep(others.values(), low))
        }) {
            Levels levels = new Levels(low, unit);
            int elements = some.shape().elements();
            if (unit < Double.POSITIVE_INFINITY
                    && unit > 0
                    && Math.fma(unit, unit, -unit * unit) == 0
                    && levels.hold(some.values(), elements)
                    && levels.hold(others.values(), elements)) {
                return levels;
            }
        }
        return NONE;
    }

    boolean exist() {
        return unit > 0;
    }

    private static double least(float[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static double smallestStep(float[] values, double low) {
        double smallest = Double.POSITIVE_INFINITY;
        for (float value : values) {
            double step = value - low;
            if (step > 0 && step < smallest) {
                smallest = step;
            }
        }
        return smallest;
    }

    /** The largest power of two that divides all differences. */
    private static double binaryStep(float[] values, double low) {
        double smallest = Double.POSITIVE_INFINITY;
        for (float value : values) {
            double step = value - low;
            if (step > 0) {
                long bits = Double.doubleToRawLongBits(step) | 1L << 52;
                smallest = Math.min(
                        smallest, Math.scalb(1.0, Math.getExponent(step) - 52 + Long.numberOfTrailingZeros(bits)));
            }
        }
        return smallest;
    }

    private boolean hold(float[] values, int elements) {
        for (float value : values) {
            double difference = value - low;
            double level = Math.rint(difference / unit);
            boolean exact = ExactDistance.restOfDifference(value, low, difference) == 0
                    && Math.fma(level, unit, -difference) == 0;
            // Sums of squares and of products, and twice the latter, stay whole numbers below 2⁵³.
            if (!exact || 2 * level * level * elements > LARGEST_WHOLE) {
                return false;
            }
        }
        return true;
    }
}
