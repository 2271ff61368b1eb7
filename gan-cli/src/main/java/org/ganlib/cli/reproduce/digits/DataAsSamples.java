package org.ganlib.cli.reproduce.digits;

import java.util.Optional;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricContext;

/**
 * Training examples in the place of generated ones: what a metric says of a model that repeats its
 * training data.
 *
 * @param data the description of the data
 * @param reference the training examples
 * @param heldOut the examples that were not trained on
 * @param random a stream for the metric
 * @param seed the seed that it comes from
 */
record DataAsSamples(DatasetInfo data, Examples reference, Examples heldOut, RandomStream random, long seed)
        implements MetricContext {
    @Override
    public Examples generated() {
        return reference;
    }

    @Override
    public Optional<NetworkSet> networks() {
        return Optional.empty();
    }
}
