package org.ganlib.spi;

import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;

/** Draws examples from trained networks, in evaluation mode. */
public interface Sampler {
    /** The shape of one latent. */
    TensorShape latentShape();

    /** Number of classes a label may ask for; 0 when the model is not conditional. */
    int classes();

    /** Draws latents from the prior; they have no labels. */
    Examples drawLatents(int count, RandomStream random);

    /**
     * Generates an example for each latent, in the data's shape and value range.
     *
     * @param labels one class per latent for a conditional model; empty when there are no classes
     * @return the examples, without labels
     * @throws IllegalArgumentException if there are labels and no classes, or not one per latent
     */
    Examples generate(Examples latents, int[] labels);
}
