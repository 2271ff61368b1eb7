package org.ganlib.train;

import java.util.Optional;
import org.ganlib.network.Network;

/** Looks for batch norms that cannot work with minibatches of one example. */
public final class BatchNormCheck {
    private BatchNormCheck() {}

    /**
     * The first batch norm of a network that has a single number for each of its statistics in a
     * minibatch of one example, as one behind a dense layer has: it makes 0 of every number. One
     * behind a convolution has as many numbers as the image has places, and is none of these unless
     * there is one place.
     *
     * @return the layer's name; empty where there is no such batch norm
     */
    public static Optional<String> singleNumbers(Network network) {
        return BatchStatistics.hasAny(network) ? new BatchStatistics(network).ofOneNumber() : Optional.empty();
    }
}
