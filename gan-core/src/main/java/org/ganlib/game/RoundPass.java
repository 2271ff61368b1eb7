package org.ganlib.game;

import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.tensor.Tensor;

/**
 * A network's training pass over the inputs of a round. It is run when it is first asked for, and
 * again only after it was forgotten. Used by one thread.
 */
public final class RoundPass implements AutoCloseable {
    private final Network network;
    private final Tensor[] inputs;
    private Pass pass;

    /**
     * A pass that has not run yet.
     *
     * @param inputs one tensor per input; their content changes only while the pass is forgotten
     */
    public RoundPass(Network network, Tensor... inputs) {
        this.network = network;
        this.inputs = inputs;
    }

    /** The tensors that the pass runs on. */
    public Tensor[] inputs() {
        return inputs;
    }

    /** The network's output on the inputs. It is valid until the pass is forgotten. */
    public Tensor output() {
        return pass().output();
    }

    /**
     * Adds the gradients of the network's parameters and forgets the pass, because the network is
     * about to be updated.
     *
     * @param outputGradient ∂loss/∂output
     */
    public void backward(Tensor outputGradient) {
        pass().backward(outputGradient, Wanted.PARAMETERS);
        forget();
    }

    /** Declares that the inputs or the network are about to change. */
    public void forget() {
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
