package org.ganlib.spi;

import java.util.List;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;

/**
 * What a game needs of one network.
 *
 * @param role what it does
 * @param inputs the shape of each input: the data or the latent first, then what it is conditioned on
 * @param output the shape of the output; {@code [1]} for a critic
 * @param outputRange where outputs should lie; unbounded for scores
 */
public record NetworkSignature(NetworkRole role, List<TensorShape> inputs, TensorShape output, ValueRange outputRange) {
    /** Copies the inputs. */
    public NetworkSignature {
        inputs = List.copyOf(inputs);
    }
}
