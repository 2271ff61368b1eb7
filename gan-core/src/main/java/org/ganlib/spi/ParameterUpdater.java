package org.ganlib.spi;

import org.ganlib.network.GradientSource;
import org.ganlib.network.ParameterRule;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The moving part of an optimizer for one network: holds its moments. */
public interface ParameterUpdater {
    /**
     * Moves the parameters once. The gradients may be used as scratch space; the caller clears them.
     *
     * @param parameters [1, n], changed
     * @param gradients [1, n]
     * @param step how many updates this network has had before, from 0
     * @param afterwards to be applied once to all moved parameters: to each slab where the update goes slab by slab, otherwise in a pass of
     *     its own, {@link org.ganlib.network.ParameterSlabs#apply}
     */
    void update(INDArray parameters, INDArray gradients, long step, ParameterRule afterwards);

    /**
     * The same with gradients that may be computed as they are read. An update that reads them slab by slab, in order, overrides this; any other
     * is given all of them.
     */
    default void update(INDArray parameters, GradientSource gradients, long step, ParameterRule afterwards) {
        update(parameters, gradients.all(), step, afterwards);
    }

    /** A copy of the state, [1, m], which the caller closes; null for an optimizer without any. */
    INDArray state();

    /** Continues from what {@link #state()} gave; never called on an optimizer without state. */
    void restore(INDArray state);

    /** The learning rate at {@code step}. */
    double learningRate(long step);
}
