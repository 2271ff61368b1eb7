package org.ganlib.onednn;

import java.util.Arrays;
import java.util.TreeSet;
import org.ganlib.graph.MixedGradient;
import org.ganlib.network.HostView;
import org.ganlib.network.Mode;
import org.ganlib.network.Pass;
import org.ganlib.network.PassLife;
import org.ganlib.network.Wanted;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    private final INDArray[] shapedGradients;
    private final HostView host = new HostView();
    private INDArray[] inputs;
    /** A copy, because callers write their gradients into one array again and again. */
    private float[] lastOutputGradient = {};

    OneDnnPass(OneDnnNetwork network, CompiledPass compiled, Mode mode, int batch) {
        this.network = network;
        this.compiled = compiled;
        this.mode = mode;
        this.batch = batch;
        life = new PassLife(network.name());
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
        compiled.forward(contiguous, maskSeed);
        life.begin(mode, network.version());
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
        life.takeBack(wanted, network.version(), compiled.output().length(), outputGradient.length());
        INDArray read = network.takeBack(compiled, outputGradient, wanted);
        if (wanted.inputs()) {
            remember(read);
        }
    }

    @Override
    public void addMixedGradient(int input, INDArray v) {
        requireOpen();
        life.requireMixed(network.version(), inputs[input].length(), v.length());
        double[] u = new double[lastOutputGradient.length];
        for (int i = 0; i < u.length; i++) {
            u[i] = lastOutputGradient[i];
        }
        MixedGradient.add(network, network.graph(), compiled.masks(), inputs, input, v, u);
    }

    /** Allocates nothing after the first call. */
    private void remember(INDArray outputGradient) {
        int length = Math.toIntExact(outputGradient.length());
        if (lastOutputGradient.length != length) {
            lastOutputGradient = new float[length];
        }
        host.load(outputGradient, 0, lastOutputGradient, length);
    }

    @Override
    public INDArray inputGradient(int input) {
        requireOpen();
        life.requireInputGradients();
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
        if (life.close()) {
            network.giveBack(this);
        }
    }

    private void requireOpen() {
        life.requireOpen(network.isClosed());
    }
}
