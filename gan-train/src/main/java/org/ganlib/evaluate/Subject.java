package org.ganlib.evaluate;

import java.util.Optional;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Sampler;
import org.ganlib.spi.Split;

/**
 * The subject of an evaluation: a run's networks, or examples in files. Sets of examples are read
 * once, when they are first asked for.
 */
public interface Subject extends AutoCloseable {
    DatasetInfo data();

    Examples reference();

    Examples heldOut();

    boolean hasHeldOut();

    /**
     * A random subset of at most {@code most} examples of a part, drawn with this seed. The part is
     * not read as a whole if that can be avoided.
     */
    Examples real(Split split, int most, long seed);

    Optional<KnownDistribution> distribution();

    default Optional<NetworkSet> networks() {
        return Optional.empty();
    }

    default Optional<Encoder> encoder() {
        return Optional.empty();
    }

    default Optional<Sampler> sampler() {
        return Optional.empty();
    }

    Network build(NetworkRequest request);

    @Override
    void close();
}
