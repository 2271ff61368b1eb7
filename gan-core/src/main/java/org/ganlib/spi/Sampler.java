package org.ganlib.spi;

import org.ganlib.network.TensorShape;
import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws examples from trained networks, in evaluation mode. */
public interface Sampler {
    /** The shape of one latent. */
    TensorShape latentShape();

    /** Number of classes a label may ask for; 0 when the model is not conditional. */
    int classes();

    /** Draws {@code count} latents from the prior: a new array [count, latent]. */
    INDArray drawLatents(int count, RandomStream random);

    /**
     * Examples for these latents in the data's shape and value range: a new array [N, …] of its own, in row-major order.
     *
     * @param labels one class per latent for a conditional model; empty when there are no classes
     */
    INDArray generate(INDArray latents, int[] labels);
}
