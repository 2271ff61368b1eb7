package org.ganlib.metrics.distance;

import java.util.Arrays;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.spi.Examples;

/** The nearest other examples of each example: all that are at the least distance. */
final class NearestLabels {
    private final double[] least;
    private final int[][] nearest;
    private final int[] counts;
    /** One bit for each example, instead of the list; null while the list is short. */
    private final long[][] masks;

    private NearestLabels(int examples) {
        least = new double[examples];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        nearest = new int[examples][1];
        counts = new int[examples];
        masks = new long[examples][];
    }

    static NearestLabels of(Examples examples) {
        NearestLabels found = new NearestLabels(examples.count());
        Pairs.distances(examples, examples, row -> {
            int i = row.example();
            int self = i - row.first();
            double bound = found.least[i];
            for (int j = 0; j < row.count(); j++) {
                if (j != self) {
                    bound = Math.min(bound, row.most(j));
                }
            }
            for (int j = 0; j < row.count(); j++) {
                if (j != self && row.least(j) <= bound && row.exact(j) <= found.least[i]) {
                    found.add(i, row.first() + j, row.exact(j));
                }
            }
        });
        return found;
    }

    private void add(int i, int neighbour, double distance) {
        if (distance < least[i]) {
            least[i] = distance;
            counts[i] = 0;
            masks[i] = null;
        }
        if (masks[i] == null && counts[i] == nearest[i].length) {
            lengthen(i);
        }
        if (masks[i] == null) {
            nearest[i][counts[i]] = neighbour;
        } else {
            masks[i][neighbour >> 6] |= 1L << neighbour;
        }
        counts[i]++;
    }

    /**
     * Makes room in the list of an example's nearest neighbours. If the list would take more than a
     * bit per example, it becomes a bit mask. Such lists occur if many examples are equal.
     */
    private void lengthen(int i) {
        if (counts[i] <= words(counts.length)) {
            nearest[i] = Arrays.copyOf(nearest[i], 2 * counts[i]);
            return;
        }
        masks[i] = new long[words(counts.length)];
        for (int k = 0; k < counts[i]; k++) {
            masks[i][nearest[i][k] >> 6] |= 1L << nearest[i][k];
        }
        nearest[i] = new int[1];
    }

    /** The mean over examples of the share of its nearest ones that have its label, 0 or 1. */
    double agreement(int[] labels) {
        long[] ones = new long[words(labels.length)];
        for (int i = 0; i < labels.length; i++) {
            ones[i >> 6] |= (long) labels[i] << i;
        }
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            int withOne = masks[i] == null ? listed(i, labels) : masked(masks[i], ones);
            sum += (labels[i] == 1 ? withOne : counts[i] - withOne) / (double) counts[i];
        }
        return sum / labels.length;
    }

    private int listed(int i, int[] labels) {
        int withOne = 0;
        for (int k = 0; k < counts[i]; k++) {
            withOne += labels[nearest[i][k]];
        }
        return withOne;
    }

    private static int masked(long[] mask, long[] ones) {
        int withOne = 0;
        for (int w = 0; w < mask.length; w++) {
            withOne += Long.bitCount(mask[w] & ones[w]);
        }
        return withOne;
    }

    private static int words(int examples) {
        return (examples + 63) >> 6;
    }
}
