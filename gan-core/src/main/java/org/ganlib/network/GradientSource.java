package org.ganlib.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's gradients for an update that goes through them once, from the first to the last. An engine may leave some of them to be computed
 * when they are asked for, so that the update finds them in the processor's cache.
 */
public interface GradientSource {
    /** {@link Network#gradients()}, all of it. */
    INDArray all();

    /** The same vector, of which only the elements before {@code end} need be valid. For reading. */
    default INDArray upTo(long end) {
        return all();
    }
}
