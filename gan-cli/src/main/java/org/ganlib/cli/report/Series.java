package org.ganlib.cli.report;

import java.util.Arrays;

/** A number that was logged at several steps, in their order; only finite values are kept. */
final class Series {
    private double[] steps = new double[64];
    private double[] values = new double[64];
    private int count;

    /** Adds a value; one that is not finite is left out. */
    void add(double step, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        if (count == steps.length) {
            steps = Arrays.copyOf(steps, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        steps[count] = step;
        values[count] = value;
        count++;
    }

    int count() {
        return count;
    }

    double step(int index) {
        return steps[index];
    }

    double value(int index) {
        return values[index];
    }

    double last() {
        return values[count - 1];
    }

    /** The values in ascending order. */
    double[] sorted() {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Means of the {@code window} values around each, fewer at the ends. */
    Series smoothed(int window) {
        Series means = new Series();
        double[] sums = new double[count + 1];
        for (int i = 0; i < count; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        for (int i = 0; i < count; i++) {
            // The window reaches as far to the left as to the right, so that a slope is not shifted
            // at the ends.
            int reach = Math.min(window / 2, Math.min(i, count - 1 - i));
            means.add(steps[i], (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1));
        }
        return means;
    }

    /**
     * At most about {@code most} points, whose curve looks the same: the least and the greatest
     * value of each stretch of steps.
     */
    Series thinned(int most) {
        if (count <= most) {
            return this;
        }
        Series thin = new Series();
        int stretch = (int) Math.ceil(2.0 * count / most);
        for (int from = 0; from < count; from += stretch) {
            int to = Math.min(count, from + stretch);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = values[i] < values[low] ? i : low;
                high = values[i] > values[high] ? i : high;
            }
            thin.add(steps[Math.min(low, high)], values[Math.min(low, high)]);
            if (low != high) {
                thin.add(steps[Math.max(low, high)], values[Math.max(low, high)]);
            }
        }
        return thin;
    }
}
