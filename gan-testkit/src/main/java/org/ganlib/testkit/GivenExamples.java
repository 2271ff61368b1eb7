package org.ganlib.testkit;

import java.util.Optional;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.MetricContext;

/**
 * A context for metrics with given examples.
 *
 * @param data the description of the data
 * @param generated generated examples
 * @param reference training examples
 * @param heldOut examples the model has not seen
 * @param distribution the distribution of the data, if it is known
 * @param seed the metric's random numbers start here
 */
public record GivenExamples(
        DatasetInfo data,
        Examples generated,
        Examples reference,
        Examples heldOut,
        Optional<KnownDistribution> distribution,
        long seed)
        implements MetricContext {
    @Override
    public Optional<NetworkSet> networks() {
        return Optional.empty();
    }

    /** A new stream each time, which starts from the same seed. */
    @Override
    public RandomStream random() {
        return new RandomStream(seed);
    }

    /** The same context with other generated examples. */
    public GivenExamples withGenerated(Examples other) {
        return new GivenExamples(data, other, reference, heldOut, distribution, seed);
    }

    /** The same context with other training examples. */
    public GivenExamples withReference(Examples other) {
        return new GivenExamples(data, generated, other, heldOut, distribution, seed);
    }
}
