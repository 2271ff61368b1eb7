package org.ganlib.spi;

import java.util.Optional;

/** A feature extractor, ready for use. */
public interface FeatureMap extends AutoCloseable {
    /**
     * Identifies the computation: a hash of everything that was learnt or read, or a text that
     * determines it.
     */
    String hash();

    /**
     * The features of each example, in their order; they do not depend on how many come at a time.
     *
     * @return one vector per example, with the labels of the examples
     */
    Examples features(Examples examples);

    /**
     * The probabilities of classes for each example, each vector ≥ 0 with sum 1; empty when the
     * extractor is no classifier.
     */
    default Optional<Examples> probabilities(Examples examples) {
        return Optional.empty();
    }

    /** Releases what it holds. */
    @Override
    default void close() {}
}
