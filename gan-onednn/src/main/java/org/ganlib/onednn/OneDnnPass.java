package org.ganlib.onednn;

import java.util.Arrays;
import java.util.TreeSet;
import org.ganlib.network.Mode;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A forward pass that occupies a compiled pass until it is closed, and is itself used again with it. */
final class OneDnnPass implements Pass {
    private final OneDnnNetwork network;
    private final CompiledPass compiled;
    private final Mode mode;
    private final int batch;
    private final INDArray[] shapedGradients;
    private INDArray[] inputs;
    private long version;
    private boolean hasInputGradients;
    private boolean takenBack;
    private boolean closed = true;

    OneDnnPass(OneDnnNetwork network, CompiledPass compiled, Mode mode, int batch) {
        this.network = network;
        this.compiled = compiled;
        this.mode = mode;
        this.batch = batch;
        shapedGradients = new INDArray[network.definition().inputs().size()];
    }

    boolean fits(Mode otherMode, int otherBatch) {
        return mode == otherMode && batch == otherBatch;
    }

    CompiledPass compiled() {
        return compiled;
    }

    /** Begins anew with these inputs. */
    void begin(INDArray[] arrays, INDArray[] contiguous, long maskSeed) {
        inputs = arrays;
        takenBack = false;
        hasInputGradients = false;
        closed = false;
        compiled.forward(contiguous, maskSeed);
        version = network.version();
    }

    @Override
    public INDArray output() {
        requireOpen();
        return compiled.output();
    }

    @Override
    public INDArray activation(String layer) {
        requireOpen();
        if (!compiled.names().contains(layer)) {
            throw new IllegalArgumentException("no layer '" + layer + "'. Layers: " + new TreeSet<>(compiled.names()));
        }
        return compiled.copyOf(layer);
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
        if (outputGradient.length() != compiled.output().length()) {
            throw new IllegalArgumentException(label() + ": the output has "
                    + compiled.output().length() + " elements, its gradient was given with " + outputGradient.length());
        }
        takenBack = true;
        hasInputGradients = wanted.inputs();
        network.takeBack(compiled, outputGradient, wanted);
    }

    @Override
    public INDArray inputGradient(int input) {
        requireOpen();
        if (!hasInputGradients) {
            throw new IllegalStateException(
                    label() + " has no input gradients: take it back with Wanted.INPUTS or Wanted.BOTH first");
        }
        INDArray given = inputs[input];
        INDArray shaped = shapedGradients[input];
        if (shaped == null || !Arrays.equals(shaped.shape(), given.shape())) {
            shaped = compiled.inputGradient(input).reshape('c', given.shape());
            shapedGradients[input] = shaped;
        }
        return shaped;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.giveBack(this);
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
