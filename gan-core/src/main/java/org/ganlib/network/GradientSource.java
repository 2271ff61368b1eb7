package org.ganlib.network;

import org.ganlib.tensor.Tensor;

/**
 * A network's gradients for an update that goes through them once, from the first to the last. An
 * engine may leave some of them to be computed when they are asked for, in a place that stays in
 * the processor's cache.
 */
public interface GradientSource {
    /** All of {@link Network#gradients()}. */
    Tensor all();

    /**
     * Copies gradients of a FLOAT network to the front of an array.
     *
     * @param first the first element that is read
     * @param count the number of elements to read
     */
    default void load(long first, float[] target, int count) {
        all().read(first, target, count);
    }

    /** Does the same for a DOUBLE network. */
    default void load(long first, double[] target, int count) {
        all().read(first, target, count);
    }
}
