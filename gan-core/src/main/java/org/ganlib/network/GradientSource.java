package org.ganlib.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's gradients for an update that goes through them once, from the first to the last. An engine may leave some of them to be computed
 * when they are asked for, in a place that stays in the processor's cache.
 */
public interface GradientSource {
    /** {@link Network#gradients()}, all of it. */
    INDArray all();

    /**
     * Copies {@code count} gradients of a FLOAT network, starting at element {@code first}, to the front of {@code target}.
     *
     * @param host moves numbers for the caller
     */
    default void load(HostView host, long first, float[] target, int count) {
        host.load(all(), first, target, count);
    }

    /** The same for a DOUBLE network. */
    default void load(HostView host, long first, double[] target, int count) {
        host.load(all(), first, target, count);
    }
}
