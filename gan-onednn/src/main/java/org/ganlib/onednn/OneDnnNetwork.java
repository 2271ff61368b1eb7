package org.ganlib.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.ganlib.dl4j.FreshParameters;
import org.ganlib.graph.Graph;
import org.ganlib.network.GradientSource;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.compile.CompiledPass;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.OwedGradients;
import org.ganlib.onednn.step.Parameters;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A network on oneDNN's kernels. Each combination of mode and batch size is compiled when it is
 * first used; passes that were closed are used again, the least recently used of them are freed
 * when there are many.
 */
final class OneDnnNetwork implements Network {
    private static final int IDLE_KEPT = 4;

    private final String name;
    private final NetworkDefinition definition;
    private final Graph graph;
    private final int[] elementsOfInputs;
    private final RandomStream dropout;
    private final boolean drawsMasks;
    private final Arena arena = new Arena();
    private final ParameterLayout layout;
    private final TensorMemory memory = new HostMemory();
    private final HostTensor values;
    private final HostTensor gradients;
    /** The inputs of the pass that begins, on the host. */
    private final HostTensor[] onHost;

    private final Parameters parameters;
    private final Operation addScratch;
    private final List<OneDnnPass> idle = new ArrayList<>();
    private final GradientSource gradientSource = new Source();
    private GradientState gradientState = GradientState.CLEARED;
    private OwedGradients owed = OwedGradients.NONE;
    private boolean closed;

    OneDnnNetwork(NetworkRequest request, Graph graph) {
        this.graph = graph;
        name = request.name();
        definition = request.definition();
        elementsOfInputs =
                definition.inputs().stream().mapToInt(TensorShape::elements).toArray();
        dropout = request.dropout();
        drawsMasks = graph.drawsMasks();
        FreshParameters fresh = FreshParameters.draw(definition, DataType.FLOAT, request.initialisation());
        layout = fresh.layout();
        values = arena.vector(layout.length());
        values.array().assign(fresh.values());
        fresh.values().close();
        gradients = arena.vector(layout.length());
        onHost = new HostTensor[elementsOfInputs.length];
        parameters = new Parameters(arena, values, gradients, layout);
        addScratch = addScratch();
    }

    private Operation addScratch() {
        memory.desc format = OneDnn.vector(layout.length());
        FormattedMemory sum = FormattedMemory.at(arena, format, FormattedMemory.pointerTo(gradients));
        FormattedMemory addend = FormattedMemory.at(arena, format, parameters.scratch());
        binary.primitive_desc kernel =
                new binary.primitive_desc(OneDnn.PROCESSOR, algorithm.binary_add, format, format, format);
        return Operation.of(name + ", sum of gradients", new binary(kernel))
                .with(DNNL_ARG_SRC_0, sum)
                .with(DNNL_ARG_SRC_1, addend)
                .with(DNNL_ARG_DST, sum)
                .in(arena);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public NetworkDefinition definition() {
        return definition;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public TensorMemory memory() {
        return memory;
    }

    @Override
    public Tensor parameters() {
        return values;
    }

    @Override
    public Tensor gradients() {
        if (gradientState == GradientState.CLEARED) {
            gradients.array().assign(0);
        }
        settle();
        // Whoever has the tensor may write to it.
        gradientState = GradientState.HELD;
        return gradients;
    }

    @Override
    public GradientSource gradientSource() {
        return gradientSource;
    }

    /** Costs nothing: the next backward pass overwrites what is there. */
    @Override
    public void clearGradients() {
        owed.drop();
        owed = OwedGradients.NONE;
        gradientState = GradientState.CLEARED;
    }

    @Override
    public void parametersChanged() {
        parameters.changed();
    }

    long version() {
        return parameters.version();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Pass forward(Mode mode, Tensor... inputs) {
        if (closed) {
            throw new IllegalStateException("network " + name + " is closed");
        }
        bringToHost(inputs);
        long seed = mode == Mode.TRAINING && drawsMasks ? dropout.nextLong() : 0;
        // The next forward overwrites what they are computed from.
        settle();
        OneDnnPass pass = idlePass(mode, inputs[0].rows());
        pass.begin(inputs, onHost, seed);
        return pass;
    }

    private OneDnnPass idlePass(Mode mode, int batch) {
        for (int i = idle.size() - 1; i >= 0; i--) {
            if (idle.get(i).fits(mode, batch)) {
                return idle.remove(i);
            }
        }
        CompiledPass compiled = new CompiledPass(
                graph, definition.inputs(), definition.output(), parameters, batch, mode == Mode.TRAINING);
        return new OneDnnPass(this, compiled, mode, batch);
    }

    void giveBack(OneDnnPass pass) {
        if (closed) {
            pass.compiled().close();
            return;
        }
        if (idle.size() == IDLE_KEPT) {
            // It may be the one that owes.
            settle();
            idle.remove(0).compiled().close();
        }
        idle.add(pass);
    }

    /**
     * Runs a pass backward; returns the output gradient in the form in which it was read: floats on
     * the host.
     */
    HostTensor takeBack(CompiledPass pass, Tensor outputGradient, Wanted wanted) {
        HostTensor gradient = floatsOnHost(outputGradient);
        settle();
        boolean add = wanted.parameters() && gradientState != GradientState.CLEARED;
        pass.backward(gradient, wanted.parameters(), wanted.inputs(), add);
        if (wanted.parameters()) {
            if (add) {
                addScratch.run();
            } else {
                gradientState = GradientState.WRITTEN;
                owed = pass.owed();
            }
        }
        return gradient;
    }

    /**
     * Adds the mixed second-order product of a pass to the gradients.
     *
     * @param u the output gradient of its last backward pass
     */
    void addMixedGradient(CompiledPass pass, int input, Tensor v, float[] u) {
        settle();
        if (gradientState == GradientState.CLEARED) {
            parameters.clearGradients();
            gradientState = GradientState.WRITTEN;
        }
        pass.addMixedGradient(input, v, u, addScratch);
    }

    private void settle() {
        owed.settle();
        owed = OwedGradients.NONE;
    }

    private void bringToHost(Tensor[] inputs) {
        if (inputs.length != elementsOfInputs.length) {
            throw new IllegalArgumentException(
                    "network " + name + " takes " + elementsOfInputs.length + " inputs, was given " + inputs.length);
        }
        int count = inputs[0].rows();
        for (int i = 0; i < inputs.length; i++) {
            Tensor input = inputs[i];
            if (input.rows() != count || input.shape().elements() != elementsOfInputs[i]) {
                throw new IllegalArgumentException("network " + name + ", input " + i + ": expected " + count
                        + " examples of " + definition.inputs().get(i) + ", was given " + input.rows() + " of "
                        + input.shape());
            }
            onHost[i] = floatsOnHost(input);
        }
    }

    /** The tensor itself if it is one of floats on the host, otherwise a copy. */
    private HostTensor floatsOnHost(Tensor tensor) {
        if (tensor instanceof HostTensor host && host.precision() == DataType.FLOAT) {
            return host;
        }
        HostTensor copy = HostTensor.zeros(DataType.FLOAT, tensor.shape(), tensor.rows());
        memory.copy(tensor, copy);
        return copy;
    }

    /** {@code step: implementation} for every kernel of a pass. */
    List<String> kernels(Mode mode, int batch) {
        OneDnnPass pass = idlePass(mode, batch);
        List<String> kernels = List.copyOf(pass.compiled().kernels());
        giveBack(pass);
        return kernels;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        idle.forEach(pass -> pass.compiled().close());
        idle.clear();
        arena.close();
    }

    /** The gradient vector, and what is still owed to it. */
    private final class Source implements GradientSource {
        @Override
        public Tensor all() {
            return gradients();
        }

        @Override
        public void load(long first, float[] target, int count) {
            if (gradientState == GradientState.CLEARED) {
                gradients();
            }
            owed.load(gradients, first, target, count);
        }
    }

    /** What the gradient vector holds. */
    private enum GradientState {
        /** Anything; counts as zeros. */
        CLEARED,
        /** The gradients of one or more backward passes, and zeros for statistics. */
        WRITTEN,
        /** What somebody outside may have written. */
        HELD
    }
}
