package org.ganlib.train;

import java.util.List;
import org.ganlib.network.Network;

/** The Euclidean norm of the gradient of all networks that a player updates. */
final class GradientNorm {
    private GradientNorm() {}

    static double of(List<NetworkUpdater> updaters) {
        double squares = 0;
        for (int i = 0; i < updaters.size(); i++) {
            Network network = updaters.get(i).network();
            squares += network.memory().squaredNorm(network.gradients());
        }
        return Math.sqrt(squares);
    }
}
