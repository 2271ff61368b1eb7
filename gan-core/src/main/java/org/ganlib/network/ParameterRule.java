package org.ganlib.network;

import java.util.List;
import java.util.Optional;

/**
 * An operation on parameters one by one: clipping, averaging, a check. It is given a flat vector
 * slab by slab, in order, so that it can run while an update has them in the processor's cache.
 */
public interface ParameterRule {
    /** Does nothing. */
    ParameterRule NONE = all(List.of());

    /**
     * Applies the rule to one slab of a FLOAT vector.
     *
     * @param slab parameters; may be changed
     * @param count the number of elements: {@link ParameterSlabs#LENGTH}, or fewer at the end of
     *     the vector
     * @param first index of the first of them in the vector, a multiple of {@link
     *     ParameterSlabs#LENGTH}
     */
    void apply(float[] slab, int count, long first);

    /** Does the same to one slab of a DOUBLE vector. */
    void apply(double[] slab, int count, long first);

    /**
     * The same rule on whole vectors, for an engine whose memory is a device's. Without it such an
     * engine carries the parameters to the host and back at each update.
     */
    default Optional<VectorRule> onVectors() {
        return Optional.empty();
    }

    /** These rules, one after the other on each slab. */
    static ParameterRule all(List<ParameterRule> rules) {
        return new InTurn(rules.toArray(new ParameterRule[0]));
    }
}
