package org.ganlib.train;

import java.util.List;
import org.ganlib.network.Network;

/** The Euclidean norm of the gradient of everything a player moves. */
final class GradientNorm {
    private GradientNorm() {}

    static double of(List<Mover> movers) {
        double squares = 0;
        for (int i = 0; i < movers.size(); i++) {
            Network network = movers.get(i).network();
            squares += network.memory().squaredNorm(network.gradients());
        }
        return Math.sqrt(squares);
    }
}
