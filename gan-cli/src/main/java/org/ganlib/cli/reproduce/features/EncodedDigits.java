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
 * @param data what the data is
 * @param reference what was trained on
 * @param heldOut what was not
 * @param encoder the encoder
 * @param random a stream for the metric
 * @param seed where it came from
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
