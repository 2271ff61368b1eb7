package org.ganlib.bench.measure;

import java.util.List;

/**
 * The median and the range of the values of several windows.
 *
 * @param median the middle one; of an even number, the mean of the two in the middle
 * @param min the least
 * @param max the greatest
 * @param count the number of values
 */
public record MedianAndRange(double median, double min, double max, int count) {
    /**
     * The median and the range of at least one value.
     *
     * @throws IllegalArgumentException if there are no values
     */
    public static MedianAndRange of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a median needs at least one value");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int last = sorted.size() - 1;
        double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
        return new MedianAndRange(median, sorted.get(0), sorted.get(last), sorted.size());
    }
}
