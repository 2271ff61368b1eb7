package org.ganlib.onednn;

import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ganlib.network.Mode;
import org.ganlib.network.Pass;
import org.ganlib.network.PassLife;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.compile.CompiledNetwork;
import org.ganlib.onednn.step.ParameterMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;

/**
 * A forward pass. It occupies a {@link CompiledNetwork} until it is closed; then both are used
 * again for a later pass of the same mode and batch size.
 */
final class OneDnnPass implements Pass {
    private final CompiledNetwork compiled;
    private final Mode mode;
    private final int batch;
    private final ParameterMemory parameters;
    private final GradientVector gradients;
    private final BooleanSupplier networkIsClosed;
    private final Consumer<OneDnnPass> release;
    private final PassLife life;
    private Tensor[] inputs;
    /**
     * The output gradient of the last backward pass. It is a copy, because callers overwrite the
     * arrays of their gradients.
     */
    private float[] lastOutputGradient = {};

    /**
     * Makes a pass. {@link #begin} starts it.
     *
     * @param network the network's name, for messages
     * @param release is given this pass when it is closed
     */
    OneDnnPass(
            String network,
            CompiledNetwork compiled,
            Mode mode,
            int batch,
            ParameterMemory parameters,
            GradientVector gradients,
            BooleanSupplier networkIsClosed,
            Consumer<OneDnnPass> release) {
        this.compiled = compiled;
        this.mode = mode;
        this.batch = batch;
        this.parameters = parameters;
        this.gradients = gradients;
        this.networkIsClosed = networkIsClosed;
        this.release = release;
        life = new PassLife(network);
    }

    /** Tells whether this pass was compiled for that mode and batch size. */
    boolean fits(Mode otherMode, int otherBatch) {
        return mode == otherMode && batch == otherBatch;
    }

    /** The compiled network that this pass runs. */
    CompiledNetwork compiled() {
        return compiled;
    }

    /**
     * Begins a forward pass over these inputs.
     *
     * @param hostInputs the same inputs as floats in the host's memory
     * @param maskSeed the seed of the dropout masks
     */
    void begin(Tensor[] newInputs, HostTensor[] hostInputs, long maskSeed) {
        inputs = newInputs;
        compiled.forward(hostInputs, maskSeed);
        life.begin(mode, parameters.version());
    }

    @Override
    public Tensor output() {
        requireOpen();
        return compiled.output();
    }

    @Override
    public Tensor activation(String layer) {
        requireOpen();
        if (!compiled.valueNames().contains(layer)) {
            throw new IllegalArgumentException(
                    "no layer '" + layer + "'. Layers: " + new TreeSet<>(compiled.valueNames()));
        }
        return compiled.copyOf(layer);
    }

    @Override
    public void backward(Tensor outputGradient, Wanted wanted) {
        requireOpen();
        life.takeBack(wanted, parameters.version(), compiled.output().length(), outputGradient.length());
        HostTensor gradient = gradients.backward(compiled, outputGradient, wanted);
        if (wanted.inputs()) {
            remember(gradient);
        }
    }

    @Override
    public void addMixedGradient(int input, Tensor v) {
        requireOpen();
        life.requireMixed(parameters.version(), inputs[input].length(), v.length());
        gradients.addMixedGradient(compiled, input, v, lastOutputGradient);
    }

    /** Copies the output gradient. Allocates nothing after the first call. */
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
            release.accept(this);
        }
    }

    private void requireOpen() {
        life.requireOpen(networkIsClosed.getAsBoolean());
    }
}
