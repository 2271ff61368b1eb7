package org.ganlib.cli.reproduce.features;

import java.util.Optional;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricContext;

/**
 * Digits and an encoder of them: all that metrics of encoders look at.
 *
 * @param data the description of the data
 * @param reference the digits that were trained on
 * @param heldOut the digits that were not trained on
 * @param encoder the encoder
 * @param random a stream for the metric
 * @param seed the seed of the run that it comes from
 */
record EncodedDigits(
        DatasetInfo data,
        Examples reference,
        Examples heldOut,
        Optional<Encoder> encoder,
        RandomStream random,
        long seed)
        implements MetricContext {
    @Override
    public Examples generated() {
        throw new IllegalStateException("encoders are measured on real examples alone");
    }

    @Override
    public Optional<NetworkSet> networks() {
        return Optional.empty();
    }
}
