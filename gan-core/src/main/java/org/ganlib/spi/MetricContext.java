package org.ganlib.spi;

import java.util.Optional;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;

/** What a metric may look at. Examples are drawn when first asked for and shared by all metrics of one evaluation. */
public interface MetricContext {
    /** What the data is. */
    DatasetInfo data();

    /** Generated examples. */
    Examples generated();

    /** Real examples the model was trained on. */
    Examples reference();

    /** Real examples the model has not seen. */
    Examples heldOut();

    /** The distribution the data is drawn from, where it is known exactly. */
    default Optional<KnownDistribution> distribution() {
        return Optional.empty();
    }

    /** The trained networks; empty when the samples came from a file. */
    Optional<NetworkSet> networks();

    /** The trained encoder; empty when the model has none, or the samples came from a file. */
    default Optional<Encoder> encoder() {
        return Optional.empty();
    }

    /** A stream for this metric alone. */
    RandomStream random();

    /** The seed all of this came from. */
    long seed();
}
