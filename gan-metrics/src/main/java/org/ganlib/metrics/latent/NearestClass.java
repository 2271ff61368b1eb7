package org.ganlib.metrics.latent;

import org.ganlib.metrics.linear.Nearest;
import org.ganlib.spi.Examples;

/**
 * Classification by the nearest labelled example, Euclidean; of several at the same distance the
 * first counts.
 */
final class NearestClass {
    private NearestClass() {}

    /**
     * The share of queries whose nearest reference has their label.
     *
     * @param queries labelled, at least one
     * @param reference labelled, at least one, of the same shape
     */
    static double accuracy(Examples queries, Examples reference) {
        Nearest nearest = Nearest.of(queries, reference);
        int right = 0;
        for (int i = 0; i < queries.count(); i++) {
            right += reference.labels()[nearest.index(i)] == queries.labels()[i] ? 1 : 0;
        }
        return right / (double) queries.count();
    }
}
