package org.ganlib.train;

import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.ParameterUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network with the updater that moves it and the count of its updates. */
final class Mover {
    private final NetworkRole role;
    private final Network network;
    private final ParameterUpdater updater;
    private long updates;

    Mover(NetworkRole role, Network network, Optimizer optimizer) {
        this.role = role;
        this.network = network;
        updater = optimizer.updaterFor(network.layout(), network.parameters().dataType());
    }

    /** Moves the network along its gradients and clears them. */
    void move() {
        updater.update(network.parameters(), network.gradients(), updates);
        updates++;
        network.parametersChanged();
        network.clearGradients();
    }

    NetworkRole role() {
        return role;
    }

    Network network() {
        return network;
    }

    double learningRate() {
        return updater.learningRate(updates);
    }

    /** The updater's live state, or null. */
    INDArray state() {
        return updater.state();
    }

    long updates() {
        return updates;
    }

    void setUpdates(long count) {
        updates = count;
    }

    /** Whether every parameter is finite: one that is not makes the sum of absolute values infinite or not a number. */
    boolean isFinite() {
        return Double.isFinite(Nd4j.getBlasWrapper().asum(network.parameters()));
    }

    /** Names the first parameter that is not finite. */
    String firstNonFinite() {
        INDArray parameters = network.parameters();
        for (long i = 0; i < parameters.length(); i++) {
            if (!Double.isFinite(parameters.getDouble(i))) {
                Segment segment = network.layout().at(i);
                return role.key() + " parameter " + segment.name() + "[" + (i - segment.offset()) + "]";
            }
        }
        return "sum of " + role.key() + " parameters";
    }
}
