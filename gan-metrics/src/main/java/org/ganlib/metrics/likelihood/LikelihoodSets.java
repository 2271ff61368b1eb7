package org.ganlib.metrics.likelihood;

import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.Subset;

/**
 * Generated examples, and held-out ones they are to explain.
 *
 * @param generated the centres
 * @param heldOut the points
 * @param scale takes values to a range of width 1 where the data's is bounded, so that widths and
 *     likelihoods are those of pixels in 0…1
 */
record LikelihoodSets(Examples generated, Examples heldOut, double scale) {
    private static final int MINIMUM_HELD_OUT = 20;

    /**
     * Draws random subsets of both sets, up to the maximum numbers.
     *
     * @throws GanException if there are too few, shapes differ, or a value is not finite
     */
    static LikelihoodSets of(MetricContext context, String metric, int minimum, int most, int mostHeldOut) {
        Examples generated = Subset.some(context.generated(), most, context.seed(), metric);
        Examples heldOut = Subset.some(context.heldOut(), mostHeldOut, context.seed(), metric + "/held-out");
        if (generated.count() < minimum) {
            throw new GanException(metric + ": needs at least " + minimum + " generated examples, was "
                    + generated.count() + ". Generate more.");
        }
        if (heldOut.count() < MINIMUM_HELD_OUT) {
            throw new GanException(metric + ": needs at least " + MINIMUM_HELD_OUT + " held-out examples, was "
                    + heldOut.count() + ". Compare with more.");
        }
        if (!generated.shape().equals(heldOut.shape())) {
            throw new GanException(metric + ": generated examples are " + generated.shape() + ", the data's are "
                    + heldOut.shape() + ". Compare examples of one shape.");
        }
        FeatureSets.requireFinite(
                metric, "generated", generated, "The generator has diverged, or the file is damaged.");
        FeatureSets.requireFinite(metric, "held-out", heldOut, "The file is damaged.");
        ValueRange range = context.data().range();
        return new LikelihoodSets(generated, heldOut, range.isBounded() ? 1 / (range.high() - range.low()) : 1);
    }
}
