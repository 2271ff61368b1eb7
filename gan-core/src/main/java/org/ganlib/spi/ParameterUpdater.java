package org.ganlib.spi;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The moving part of an optimizer for one network: holds its moments. */
public interface ParameterUpdater {
    /**
     * Moves the parameters once. The gradients may be used as scratch space; the caller clears them.
     *
     * @param parameters [1, n], changed
     * @param gradients [1, n]
     * @param step how many updates this network has had before, from 0
     */
    void update(INDArray parameters, INDArray gradients, long step);

    /** The live state, [1, m], or null for an optimizer without any; writing it back restores the updater. */
    INDArray state();

    /** The learning rate at {@code step}. */
    double learningRate(long step);
}
