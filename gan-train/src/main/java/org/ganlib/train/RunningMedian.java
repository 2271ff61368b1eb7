package org.ganlib.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The median of the last numbers of a sequence, of all of them while there are fewer; the mean of
 * the middle two where their count is even. Numbers are finite. Adding one moves part of a sorted
 * window, and allocates nothing.
 */
final class RunningMedian {
    private final double[] arrivals;
    private final double[] sorted;
    private int count;
    private int oldest;

    /** Over a window of that many numbers, ≥ 1. */
    RunningMedian(int window) {
        arrivals = new double[window];
        sorted = new double[window];
    }

    /** Adds a number; once the window is full, it replaces the oldest. */
    void add(double value) {
        if (count == sorted.length) {
            int gone = Arrays.binarySearch(sorted, arrivals[oldest]);
            System.arraycopy(sorted, gone + 1, sorted, gone, count - gone - 1);
            count--;
        }
        int found = Arrays.binarySearch(sorted, 0, count, value);
        int place = found >= 0 ? found : -found - 1;
        System.arraycopy(sorted, place, sorted, place + 1, count - place);
        sorted[place] = value;
        count++;
        arrivals[oldest] = value;
        oldest = (oldest + 1) % arrivals.length;
    }

    /**
     * The numbers of the window, the earliest first: what a new window is given to be in the same
     * state.
     */
    List<Double> window() {
        List<Double> window = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            window.add(arrivals[(oldest + arrivals.length - count + i) % arrivals.length]);
        }
        return window;
    }

    /** The median; NaN before the first number. */
    double value() {
        return count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}
