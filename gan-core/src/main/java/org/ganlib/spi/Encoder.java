package org.ganlib.spi;

import java.util.List;
import org.ganlib.tensor.TensorShape;

/**
 * What trained networks make of examples, in evaluation mode: the way back from examples to latents. Results carry the labels of the examples
 * they were made of, so that whatever classifies examples classifies latents and features as well.
 */
public interface Encoder {
    /** The shape of one latent. */
    TensorShape latentShape();

    /** E(x): a latent per example. */
    Examples encode(Examples examples);

    /** G(E(x)): an example per example, in the data's shape and value range. */
    Examples reconstruct(Examples examples);

    /** The encoder's layers, each behind those it reads, the last giving {@link #encode}. */
    List<String> layers();

    /** The layer whose numbers the encoder's last layer reads: the features usually compared. */
    String penultimate();

    /**
     * The numbers one of the encoder's layers gives, as vectors.
     *
     * @throws org.ganlib.problem.GanException if there is no layer of that name; lists them
     */
    Examples features(Examples examples, String layer);
}
