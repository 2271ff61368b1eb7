package org.ganlib.onednn;

import java.util.ArrayList;
import java.util.List;
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
import org.ganlib.onednn.compile.CompiledNetwork;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.step.ParameterMemory;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A network on oneDNN's kernels. The graph is compiled for each combination of mode and batch size
 * when that is first used. Closed passes are used again, and beyond {@value #IDLE_KEPT} idle ones
 * the least recently used are freed. A network is used by one thread.
 */
final class OneDnnNetwork implements Network {
    /** The number of closed passes that are kept for another use. */
    private static final int IDLE_KEPT = 4;

    private final String name;
    private final NetworkDefinition definition;
    private final Graph graph;
    private final RandomStream dropout;
    private final boolean drawsMasks;
    private final Arena arena = new Arena();
    private final ParameterLayout layout;
    private final TensorMemory memory = new HostMemory();
    private final HostFloats hostFloats = new HostFloats(memory);
    private final HostTensor values;
    private final GradientVector gradients;
    /** The inputs of the pass that begins, as floats in the host's memory. */
    private final HostTensor[] hostInputs;

    private final ParameterMemory parameters;
    private final List<OneDnnPass> idle = new ArrayList<>();
    private boolean closed;

    OneDnnNetwork(NetworkRequest request, Graph graph) {
        this.graph = graph;
        name = request.name();
        definition = request.definition();
        dropout = request.dropout();
        drawsMasks = graph.drawsMasks();
        FreshParameters fresh = FreshParameters.draw(definition, DataType.FLOAT, request.initialisation());
        layout = fresh.layout();
        values = arena.vector(layout.length());
        values.array().assign(fresh.values());
        fresh.values().close();
        HostTensor gradientMemory = arena.vector(layout.length());
        hostInputs = new HostTensor[definition.inputs().size()];
        parameters = new ParameterMemory(arena, values, gradientMemory, layout);
        gradients = new GradientVector(arena, name, gradientMemory, parameters, hostFloats);
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
        return gradients.all();
    }

    @Override
    public GradientSource gradientSource() {
        return gradients;
    }

    @Override
    public void clearGradients() {
        gradients.clear();
    }

    @Override
    public void parametersChanged() {
        parameters.changed();
    }

    @Override
    public Pass forward(Mode mode, Tensor... inputs) {
        if (closed) {
            throw new IllegalStateException("network " + name + " is closed");
        }
        convertInputs(inputs);
        long seed = mode == Mode.TRAINING && drawsMasks ? dropout.nextLong() : 0;
        // Deferred gradients are computed from values that this pass may overwrite.
        gradients.settle();
        OneDnnPass pass = idlePass(mode, inputs[0].rows());
        pass.begin(inputs, hostInputs, seed);
        return pass;
    }

    private OneDnnPass idlePass(Mode mode, int batch) {
        for (int i = idle.size() - 1; i >= 0; i--) {
            if (idle.get(i).fits(mode, batch)) {
                return idle.remove(i);
            }
        }
        CompiledNetwork compiled =
                new CompiledNetwork(graph, definition.inputs(), definition.output(), parameters, batch, mode);
        return new OneDnnPass(name, compiled, mode, batch, parameters, gradients, () -> closed, this::release);
    }

    private void release(OneDnnPass pass) {
        if (closed) {
            pass.compiled().close();
            return;
        }
        if (idle.size() == IDLE_KEPT) {
            // Deferred gradients may belong to the pass that is freed.
            gradients.settle();
            idle.remove(0).compiled().close();
        }
        idle.add(pass);
    }

    private void convertInputs(Tensor[] inputs) {
        definition.requireFitting(name, inputs);
        for (int i = 0; i < inputs.length; i++) {
            hostInputs[i] = hostFloats.of(inputs[i]);
        }
    }

    /** The text {@code step: implementation} for every kernel of a pass. */
    List<String> kernels(Mode mode, int batch) {
        OneDnnPass pass = idlePass(mode, batch);
        List<String> kernels = List.copyOf(pass.compiled().kernels());
        release(pass);
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
}
