package org.ganlib.train;

import java.util.List;
import org.ganlib.network.Network;

/**
 * The treatment of a player's gradient before its update: the mean over minibatches, and clipping
 * of the norm. With the sum s over k minibatches and a largest norm c, the gradient is
 *
 * <pre>
 * g = s/k · min(1, c/‖s/k‖)
 * </pre>
 *
 * <p>The norm is that of all the player's networks together: generator and encoder keep their
 * proportions (Pascanu et al., On the difficulty of training recurrent neural networks, 2013,
 * algorithm 1).
 */
final class GradientTreatment {
    private final double largestNorm;
    private final int minibatches;

    /**
     * @param largestNorm c; 0 for no limit
     * @param minibatches k, ≥ 1
     */
    GradientTreatment(double largestNorm, int minibatches) {
        this.largestNorm = largestNorm;
        this.minibatches = minibatches;
    }

    /** The number of minibatches that go into an update. */
    int minibatches() {
        return minibatches;
    }

    /** Returns true if there is anything to do. */
    boolean isNone() {
        return largestNorm == 0 && minibatches == 1;
    }

    /**
     * Treats the gradients of one player's networks.
     *
     * @return ‖s/k‖ where there is a largest norm; otherwise 0, because it costs a pass over the
     *     gradients
     */
    double apply(List<NetworkUpdater> side) {
        double norm = 0;
        double factor = 1.0 / minibatches;
        if (largestNorm > 0) {
            norm = GradientNorm.of(side) / minibatches;
            if (norm > largestNorm) {
                factor *= largestNorm / norm;
            }
        }
        if (factor != 1) {
            for (int i = 0; i < side.size(); i++) {
                Network network = side.get(i).network();
                network.memory().scale(factor, network.gradients());
            }
        }
        return norm;
    }
}
