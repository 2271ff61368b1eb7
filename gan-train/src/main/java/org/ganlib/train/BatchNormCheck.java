package org.ganlib.train;

import java.util.Optional;
import org.ganlib.network.Network;

/** Finds batch norms that cannot work with minibatches of one example. */
public final class BatchNormCheck {
    private BatchNormCheck() {}

    /**
     * The first batch norm of a network that computes each statistic from a single number if the
     * minibatch has one example. It then makes every number 0. A batch norm after a dense layer is
     * of this kind. One after a convolution has as many numbers as the image has pixels, so it is
     * of this kind only if there is one pixel.
     *
     * @return the layer's name; empty if there is no such batch norm
     */
    public static Optional<String> singleNumbers(Network network) {
        return BatchStatistics.hasAny(network) ? new BatchStatistics(network).ofOneNumber() : Optional.empty();
    }
}
