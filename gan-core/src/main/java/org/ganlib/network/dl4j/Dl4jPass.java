package org.ganlib.network.dl4j;

import org.ganlib.network.Mode;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A forward pass that occupies one twin until it is closed. */
final class Dl4jPass implements Pass {
    private final Dl4jNetwork network;
    private final Twin twin;
    private final Mode mode;
    private final INDArray[] inputs;
    private final INDArray output;
    private final long version;
    private INDArray[] inputGradients;
    private boolean takenBack;
    private boolean closed;

    Dl4jPass(Dl4jNetwork network, Twin twin, Mode mode, INDArray[] inputs, INDArray output) {
        this.network = network;
        this.twin = twin;
        this.mode = mode;
        this.inputs = inputs;
        this.version = network.version();
        this.output = output;
    }

    @Override
    public INDArray output() {
        requireOpen();
        return output;
    }

    @Override
    public INDArray activation(String layer) {
        requireOpen();
        return twin.activation(layer);
    }

    @Override
    public void backward(INDArray outputGradient, Wanted wanted) {
        requireOpen();
        if (mode == Mode.EVALUATION) {
            throw new IllegalStateException(
                    label() + " ran in evaluation mode and cannot be taken back. Run it with Mode.TRAINING");
        }
        if (takenBack) {
            throw new IllegalStateException(
                    label() + " was taken back before. Run forward again for a second gradient");
        }
        if (network.version() != version) {
            throw new IllegalStateException(
                    label() + " is stale: the network's parameters changed since its forward. Run forward again");
        }
        if (outputGradient.length() != output.length()) {
            throw new IllegalArgumentException(label() + ": the output has " + output.length()
                    + " elements, its gradient was given with " + outputGradient.length());
        }
        takenBack = true;
        INDArray[] gradients = twin.backward(outputGradient, inputs);
        if (wanted.parameters()) {
            network.collect(twin);
        }
        if (wanted.inputs()) {
            inputGradients = gradients;
        }
    }

    @Override
    public INDArray inputGradient(int input) {
        requireOpen();
        if (inputGradients == null) {
            throw new IllegalStateException(
                    label() + " has no input gradients: take it back with Wanted.INPUTS or Wanted.BOTH first");
        }
        return inputGradients[input];
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.giveBack(twin);
        }
    }

    private void requireOpen() {
        if (closed || network.isClosed()) {
            throw new IllegalStateException(label() + " is closed");
        }
    }

    private String label() {
        return "this pass of network " + network.name();
    }
}
