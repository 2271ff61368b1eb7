package org.ganlib.spi;

import java.util.List;
import org.ganlib.tensor.TensorShape;

/**
 * Maps examples to latents with trained networks, in evaluation mode. Results have the labels of
 * their examples, so that a classifier of examples can classify latents and features as well.
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
