package org.ganlib.metrics.distance;

import java.util.Arrays;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.spi.Examples;

/** For each example its nearest other ones: all that are at the least distance. */
final class NearestLabels {
    private final double[] least;
    private final int[][] nearest;
    private final int[] counts;

    private NearestLabels(int examples) {
        least = new double[examples];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        nearest = new int[examples][1];
        counts = new int[examples];
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
        }
        if (counts[i] == nearest[i].length) {
            nearest[i] = Arrays.copyOf(nearest[i], 2 * counts[i]);
        }
        nearest[i][counts[i]++] = neighbour;
    }

    /** The mean over examples of the share of its nearest ones that have its label. */
    double agreement(int[] labels) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            int same = 0;
            for (int k = 0; k < counts[i]; k++) {
                same += labels[nearest[i][k]] == labels[i] ? 1 : 0;
            }
            sum += same / (double) counts[i];
        }
        return sum / labels.length;
    }
}
