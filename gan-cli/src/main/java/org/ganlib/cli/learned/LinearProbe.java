package org.ganlib.cli.learned;

import org.ganlib.metrics.latent.LogisticRegression;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.Network;
import org.ganlib.spi.Activations;
import org.ganlib.spi.Examples;

/**
 * How well a linear classifier does on what a frozen layer gives, and on the examples themselves.
 *
 * @param features how many numbers the layer gives
 * @param accuracy share of held-out examples that are right, from the layer's numbers
 * @param pixels the same from the examples themselves
 */
public record LinearProbe(int features, double accuracy, double pixels) {
    /** Bounds the memory for features of layers that give many. */
    private static final int CHUNK = 1000;

    /**
     * Learns and tests.
     *
     * @param labelled examples to learn from, labels in 0…classes−1
     * @param heldOut examples to test on, at least one
     * @throws org.ganlib.problem.GanException if there is no such layer, or it gives what is no number
     */
    public static LinearProbe of(Network network, String layer, int classes, Examples labelled, Examples heldOut) {
        Examples seen = Activations.ofLayer(network, labelled, layer);
        LogisticRegression onFeatures = LogisticRegression.fit(seen, classes);
        LogisticRegression onPixels = LogisticRegression.fit(labelled, classes);
        int right = 0;
        for (int from = 0; from < heldOut.count(); from += CHUNK) {
            Examples some = Selection.range(heldOut, from, Math.min(from + CHUNK, heldOut.count()));
            right += onFeatures.right(Activations.ofLayer(network, some, layer));
        }
        double count = heldOut.count();
        return new LinearProbe(seen.shape().elements(), right / count, onPixels.right(heldOut) / count);
    }
}
