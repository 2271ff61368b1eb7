package org.ganlib.spi;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;

/**
 * The examples and tools that a metric may use. Examples are drawn when first asked for and shared
 * by all metrics of one evaluation.
 */
public interface MetricContext {
    /** The description of the data. */
    DatasetInfo data();

    /** Generated examples. */
    Examples generated();

    /** Real examples the model was trained on. */
    Examples reference();

    /** Real examples the model has not seen. */
    Examples heldOut();

    /**
     * Returns true if held-out examples are others than those of {@link #reference()}. They are not
     * where all there is of the data is one file.
     */
    default boolean hasHeldOut() {
        return true;
    }

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

    /** The part of the data that {@link #real()} is. */
    default Split split() {
        return Split.TRAINING;
    }

    /** The real examples that generated ones are compared with, where a metric needs no others. */
    default Examples real() {
        return split() == Split.TRAINING ? reference() : heldOut();
    }

    /** Draws from the trained generator; empty when the samples came from a file. */
    default Optional<Sampler> sampler() {
        return Optional.empty();
    }

    /**
     * The result of {@code compute}, computed once for all metrics of one evaluation that ask with
     * an equal key. A result that can be closed is closed when the evaluation is over.
     *
     * @param key equal keys mean the same value; of a type of the asking package's, so that
     *     packages cannot meet
     */
    default <T> T shared(Object key, Supplier<T> compute) {
        return compute.get();
    }

    /**
     * A directory for results that are expensive to learn and can be used again; empty if nothing
     * is kept.
     */
    default Optional<Path> cache() {
        return Optional.empty();
    }

    /**
     * A network of the metric's own, which it closes.
     *
     * @throws org.ganlib.problem.GanException if this evaluation has no engine that could run it
     */
    default Network build(NetworkRequest request) {
        throw new GanException(request.name() + ": this evaluation has no engine to run networks on.");
    }
}
