package org.ganlib.onednn;

import java.util.TreeSet;
import org.ganlib.network.Mode;
import org.ganlib.network.Pass;
import org.ganlib.network.PassLife;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.compile.CompiledPass;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;

/**
 * A forward pass that occupies a compiled pass until it is closed, and is itself used again with
 * it.
 */
final class OneDnnPass implements Pass {
    private final OneDnnNetwork network;
    private final CompiledPass compiled;
    private final Mode mode;
    private final int batch;
    private final PassLife life;
    private Tensor[] inputs;
    /** A copy, because callers write their gradients into one array again and again. */
    private float[] lastOutputGradient = {};

    OneDnnPass(OneDnnNetwork network, CompiledPass compiled, Mode mode, int batch) {
        this.network = network;
        this.compiled = compiled;
        this.mode = mode;
        this.batch = batch;
        life = new PassLife(network.name());
    }

    boolean fits(Mode otherMode, int otherBatch) {
        return mode == otherMode && batch == otherBatch;
    }

    CompiledPass compiled() {
        return compiled;
    }

    /**
     * Begins anew with these inputs.
     *
     * @param onHost the same inputs as FLOAT tensors on the host
     */
    void begin(Tensor[] given, HostTensor[] onHost, long maskSeed) {
        inputs = given;
        compiled.forward(onHost, maskSeed);
        life.begin(mode, network.version());
    }

    @Override
    public Tensor output() {
        requireOpen();
        return compiled.output();
    }

    @Override
    public Tensor activation(String layer) {
        requireOpen();
        if (!compiled.names().contains(layer)) {
            throw new IllegalArgumentException("no layer '" + layer + "'. Layers: " + new TreeSet<>(compiled.names()));
        }
        return compiled.copyOf(layer);
    }

    @Override
    public void backward(Tensor outputGradient, Wanted wanted) {
        requireOpen();
        life.takeBack(wanted, network.version(), compiled.output().length(), outputGradient.length());
        HostTensor read = network.takeBack(compiled, outputGradient, wanted);
        if (wanted.inputs()) {
            remember(read);
        }
    }

    @Override
    public void addMixedGradient(int input, Tensor v) {
        requireOpen();
        life.requireMixed(network.version(), inputs[input].length(), v.length());
        network.addMixedGradient(compiled, input, v, lastOutputGradient);
    }

    /** Allocates nothing after the first call. */
    private void remember(HostTensor outputGradient) {
        int length = Math.toIntExact(outputGradient.length());
        if (lastOutputGradient.length != length) {
            lastOutputGradient = new float[length];
        }
        outputGradient.read(0, lastOutputGradient, length);
    }

    @Override
    public Tensor inputGradient(int input) {
        requireOpen();
        life.requireInputGradients();
        return compiled.inputGradient(input);
    }

    @Override
    public void close() {
        if (life.close()) {
            network.giveBack(this);
        }
    }

    private void requireOpen() {
        life.requireOpen(network.isClosed());
    }
}
