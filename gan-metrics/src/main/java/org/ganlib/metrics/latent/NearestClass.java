package org.ganlib.metrics.latent;

import java.util.Arrays;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.spi.Examples;

/** Classification by the nearest labelled example, Euclidean; of several at the same distance the first counts. */
final class NearestClass {
    private NearestClass() {}

    /**
     * The share of queries whose nearest reference has their label.
     *
     * @param queries labelled, at least one
     * @param reference labelled, at least one, of the same shape
     */
    static double accuracy(Examples queries, Examples reference) {
        double[] least = new double[queries.count()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        int[] nearest = new int[queries.count()];
        Pairs.squaredDistances(queries, reference, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                if (distances[j] < least[i]) {
                    least[i] = distances[j];
                    nearest[i] = first + j;
                }
            }
        });
        int right = 0;
        for (int i = 0; i < nearest.length; i++) {
            right += reference.labels()[nearest[i]] == queries.labels()[i] ? 1 : 0;
        }
        return right / (double) nearest.length;
    }
}
