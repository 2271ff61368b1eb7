package org.ganlib.network;

import java.util.Optional;

/**
 * The formula by which an update changes a parameter, from its gradient and from numbers that are
 * kept for it between updates. Element i of the results depends on element i of the arguments
 * alone, so that an engine may cut vectors as it likes. A rule serves one network and one thread.
 *
 * <p>The loops run over plain arrays so that the compiler turns them into vector instructions: one
 * index for all arrays, scalars in local variables, no calls but the square root.
 */
public interface UpdateRule {
    /**
     * The number of vectors that are kept between updates, each as long as the parameters, ≥ 0.
     * They start as zeros.
     */
    int stateVectors();

    /**
     * Prepares an update.
     *
     * @param step the number of updates this network had before
     * @param learningRate the learning rate of this update
     */
    void begin(long step, double learningRate);

    /**
     * Updates a slice of the parameters in place, in single precision.
     *
     * @param parameters changed
     * @param gradients the gradients, weight decay included; may be changed
     * @param state the same slice of each kept vector; changed
     * @param count the number of elements in each array
     */
    void update(float[] parameters, float[] gradients, float[][] state, int count);

    /** Does the same in double precision. */
    void update(double[] parameters, double[] gradients, double[][] state, int count);

    /**
     * The same formula on whole vectors, for an engine whose memory is a device's. Without it such an
     * engine carries everything to the host and back at each update.
     */
    default Optional<VectorUpdate> onVectors() {
        return Optional.empty();
    }
}
