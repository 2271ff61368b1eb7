package org.ganlib.spi;

import java.util.List;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.tensor.TensorShape;

/**
 * The demands of a game on one network.
 *
 * @param role its role in the game
 * @param inputs the shape of each input: the data or the latent first, then what it is conditioned
 *     on
 * @param output the shape of the output; {@code [1]} for a critic
 * @param outputRange the range in which outputs should lie; unbounded for scores
 * @param classes number of classes the last input chooses from: it is then a label, of shape {@code
 *     [1]}, that holds the class itself, 0 to {@code classes} − 1; 0 where no input is a label
 */
public record NetworkSignature(
        NetworkRole role, List<TensorShape> inputs, TensorShape output, ValueRange outputRange, int classes) {
    /** The shape of a label: one number, which is the class. */
    public static final TensorShape LABEL = TensorShape.of(1);

    /**
     * Copies the inputs.
     *
     * @throws IllegalArgumentException if there are classes, but the last of several inputs is no
     *     label
     */
    public NetworkSignature {
        inputs = List.copyOf(inputs);
        if (classes < 0) {
            throw new IllegalArgumentException("a network has 0 or more classes, was " + classes);
        }
        if (classes > 0 && (inputs.size() < 2 || !inputs.get(inputs.size() - 1).equals(LABEL))) {
            throw new IllegalArgumentException("with classes the last of several inputs is a label of shape " + LABEL
                    + ", but the inputs are " + inputs);
        }
    }

    /** A network without labels. */
    public NetworkSignature(NetworkRole role, List<TensorShape> inputs, TensorShape output, ValueRange outputRange) {
        this(role, inputs, output, outputRange, 0);
    }
}
