package org.ganlib.metrics.latent;

import java.util.function.UnaryOperator;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.spi.Examples;

/**
 * The linear separability of classes by features: {@link LogisticRegression} learns from labelled
 * examples and is tested on held-out ones.
 *
 * @param features the number of features per example
 * @param accuracy share of held-out examples whose class is found, in [0, 1]
 */
public record LinearReadout(int features, double accuracy) {
    /** Bounds the memory for representations of many numbers. */
    private static final int CHUNK = 1000;

    /**
     * Learns and tests.
     *
     * @param representation gives a vector per example and keeps labels
     * @param classes the number of classes, ≥ 2
     * @param labelled examples to learn from, labels in 0…classes−1
     * @param heldOut examples to test on, at least one
     * @throws org.ganlib.problem.GanException if the representation contains NaN
     */
    public static LinearReadout of(
            UnaryOperator<Examples> representation, int classes, Examples labelled, Examples heldOut) {
        Examples seen = representation.apply(labelled);
        LogisticRegression regression = LogisticRegression.fit(seen, classes);
        int right = 0;
        for (int from = 0; from < heldOut.count(); from += CHUNK) {
            Examples some = Selection.range(heldOut, from, Math.min(from + CHUNK, heldOut.count()));
            right += regression.right(representation.apply(some));
        }
        return new LinearReadout(seen.shape().elements(), right / (double) heldOut.count());
    }

    /** The same for the examples' own values, which a good representation surpasses. */
    public static LinearReadout ofExamples(int classes, Examples labelled, Examples heldOut) {
        return of(UnaryOperator.identity(), classes, labelled, heldOut);
    }
}
