package org.ganlib.models.game;

import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.tensor.Tensor;

/**
 * A network's pass over the inputs of a round: run when it is first asked for, and again only after
 * it was forgotten.
 */
final class RoundPass implements AutoCloseable {
    private final Network network;
    private final Tensor[] inputs;
    private Pass pass;

    /** @param inputs tensors whose content changes only while the pass is forgotten */
    RoundPass(Network network, Tensor... inputs) {
        this.network = network;
        this.inputs = inputs;
    }

    /** The network inputs that the pass runs on. */
    Tensor[] inputs() {
        return inputs;
    }

    Tensor output() {
        return pass().output();
    }

    /**
     * Adds the gradients of the network's parameters and forgets the pass: the network is about to
     * move.
     */
    void takeBack(Tensor outputGradient) {
        pass().backward(outputGradient, Wanted.PARAMETERS);
        forget();
    }

    /** The inputs, or the network, are about to change. */
    void forget() {
        if (pass != null) {
            pass.close();
            pass = null;
        }
    }

    private Pass pass() {
        if (pass == null) {
            pass = network.forward(Mode.TRAINING, inputs);
        }
        return pass;
    }

    @Override
    public void close() {
        forget();
    }
}
