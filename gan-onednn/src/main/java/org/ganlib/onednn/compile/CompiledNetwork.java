package org.ganlib.onednn.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.Graph;
import org.ganlib.graph.Node;
import org.ganlib.network.Mode;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.activation.ActivationStep;
import org.ganlib.onednn.convolution.ConvolutionStep;
import org.ganlib.onednn.convolution.DeconvolutionStep;
import org.ganlib.onednn.dense.ColumnOrder;
import org.ganlib.onednn.dense.DenseStep;
import org.ganlib.onednn.dense.LookupStep;
import org.ganlib.onednn.elementwise.DropoutStep;
import org.ganlib.onednn.elementwise.MaximumStep;
import org.ganlib.onednn.elementwise.ProductStep;
import org.ganlib.onednn.elementwise.SplitMix64;
import org.ganlib.onednn.elementwise.SumStep;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.normalisation.BatchNormStep;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.shape.MergeStep;
import org.ganlib.onednn.shape.PoolStep;
import org.ganlib.onednn.shape.RepeatStep;
import org.ganlib.onednn.shape.ReshapeStep;
import org.ganlib.onednn.shape.SubsetStep;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DeferredGradients;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.GradientTarget;
import org.ganlib.onednn.step.GradientTarget.Destination;
import org.ganlib.onednn.step.ParameterMemory;
import org.ganlib.onednn.step.ReorderStep;
import org.ganlib.onednn.step.Value;
import org.ganlib.onednn.winograd.WinogradStep;
import org.ganlib.onednn.winograd.WinogradTiling;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;

/**
 * A graph compiled for one batch size and mode: a list of steps, and the memory of their values. It
 * runs one pass at a time. Running allocates nothing, except the first {@link #addMixedGradient},
 * which compiles the {@link TangentPass}.
 */
public final class CompiledNetwork implements AutoCloseable {
    private final Arena arena = new Arena();
    private final ParameterMemory parameters;
    private final Compilation compilation;
    private final SplitMix64 maskRandom = new SplitMix64();
    private final List<DifferentiableStep> steps = new ArrayList<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    /** The order of the columns of reshaped values that do not lie in row-major order. */
    private final Map<String, ColumnOrder> columnOrders = new HashMap<>();

    private final Graph graph;
    private final List<Value> inputs = new ArrayList<>();
    private final List<FormattedMemory> inputGradients = new ArrayList<>();
    /**
     * The value before the output: in row-major order, but possibly in memory that callers do not
     * see.
     */
    private final Value last;

    private final FormattedMemory outputGradient;
    /** The memory of the output gradient while it is not bound to the tensor of a caller. */
    private final FloatPointer ownOutputGradient;

    private final FormattedMemory output;
    /** Copies the last value to the output, or null if the last step computes the output itself. */
    private final Operation toOutput;

    private Destination destination = Destination.GRADIENTS;
    /** The steps of the mixed second-order product, or null before it is first asked for. */
    private TangentPass tangents;

    /**
     * Compiles a graph.
     *
     * @param inputShapes the shapes of the inputs, for one example
     * @param output the shape of the output, for one example
     */
    public CompiledNetwork(
            Graph graph,
            List<TensorShape> inputShapes,
            TensorShape output,
            ParameterMemory parameters,
            int batch,
            Mode mode) {
        this.graph = graph;
        this.parameters = parameters;
        compilation = new Compilation(arena, parameters, batch, mode, graph.output());
        for (int i = 0; i < inputShapes.size(); i++) {
            TensorShape shape = inputShapes.get(i);
            FormattedMemory memory = FormattedMemory.bindable(arena, OneDnn.plain(shape, batch));
            Value input = Value.input(compilation.kernels(), graph.inputs().get(i), shape, batch, memory);
            inputs.add(input);
            values.put(input.name(), input);
        }
        for (Node node : graph.nodes()) {
            values.put(node.name(), compile(node));
        }
        last = plain(values.get(graph.output()));
        boolean direct = last.memory().visibleTensor() != null && last.shape().equals(output);
        this.output = direct
                ? last.memory()
                : FormattedMemory.visible(arena, OneDnn.plain(last.shape(), batch), output, batch);
        toOutput = direct ? null : Reorder.operation(arena, "output", last.memory(), this.output);
        outputGradient = FormattedMemory.bindable(arena, last.format());
        ownOutputGradient = outputGradient.data();
        if (mode == Mode.TRAINING) {
            last.contribute(outputGradient, Value.Access.SHARED);
            for (int i = steps.size() - 1; i >= 0; i--) {
                steps.get(i).prepareBackward();
            }
            inputs.forEach(
                    input -> inputGradients.add(input.hasContributions() ? input.gradient() : input.newContribution()));
        }
    }

    private Value compile(Node node) {
        if (node instanceof Node.Dense dense) {
            Optional<ColumnOrder> columns = Optional.ofNullable(columnOrders.get(dense.source()));
            return withActivation(add(new DenseStep(compilation, dense, source(node), columns)), dense.activation());
        }
        if (node instanceof Node.Lookup lookup) {
            return add(new LookupStep(compilation, lookup, plain(source(node))));
        }
        if (node instanceof Node.Convolution convolution) {
            return withActivation(add(convolution(convolution)), convolution.activation());
        }
        if (node instanceof Node.Deconvolution deconvolution) {
            return withActivation(add(deconvolution(deconvolution)), deconvolution.activation());
        }
        if (node instanceof Node.BatchNorm norm) {
            return add(new BatchNormStep(compilation, norm, source(node)));
        }
        if (node instanceof Node.Activation activation) {
            return activation(activation, source(node));
        }
        if (node instanceof Node.Reshape reshape) {
            return reshape(reshape);
        }
        if (node instanceof Node.Dropout dropout) {
            return compilation.training()
                    ? add(new DropoutStep(compilation, dropout, maskRandom, source(node)))
                    : source(node);
        }
        if (node instanceof Node.Merge merge) {
            return add(new MergeStep(compilation, merge, plainSources(node)));
        }
        if (node instanceof Node.Sum sum) {
            return add(new SumStep(compilation, sum, plainSources(node)));
        }
        if (node instanceof Node.Subset subset) {
            return add(new SubsetStep(compilation, subset, plain(source(node))));
        }
        if (node instanceof Node.Maximum maximum) {
            return add(new MaximumStep(compilation, maximum, source(node)));
        }
        if (node instanceof Node.Product product) {
            return add(new ProductStep(compilation, product, plainSources(node)));
        }
        if (node instanceof Node.Pool pool) {
            return add(new PoolStep(compilation, pool, plain(source(node))));
        }
        if (node instanceof Node.Repeat repeat) {
            return add(new RepeatStep(compilation, repeat, plain(source(node))));
        }
        throw new IllegalArgumentException("no step for " + node);
    }

    private Value reshape(Node.Reshape node) {
        Value source = source(node);
        boolean isOutput = node.name().equals(graph.output());
        if (!isOutput && graph.readers(node.name()).allMatch(DenseStep::takesAnyOrder)) {
            Optional<ColumnOrder> columns = ColumnOrder.of(source, compilation.batch());
            if (columns.isPresent()) {
                columnOrders.put(node.name(), columns.get());
                return add(new ReshapeStep(compilation, node, source));
            }
        }
        return add(new ReshapeStep(compilation, node, plain(source)));
    }

    /**
     * Adds the activation function of a layer as a step of its own if the layer's kernel does not
     * apply it.
     */
    private Value withActivation(Value value, ActivationFunction activation) {
        return activation.derivativeFollowsFromOutput()
                ? value
                : activation(new Node.Activation(value.name(), value.name(), value.shape(), activation), value);
    }

    private Value activation(Node.Activation node, Value source) {
        if (node.activation().isIdentity()) {
            return source;
        }
        return add(new ActivationStep(compilation, node, source));
    }

    private DifferentiableStep convolution(Node.Convolution node) {
        Value source = source(node);
        return WinogradTiling.of(compilation.batch(), node.window(), node.input(), node.shape())
                .<DifferentiableStep>map(tiling -> WinogradStep.of(compilation, node, tiling, source))
                .orElseGet(() -> new ConvolutionStep(compilation, node, source));
    }

    private DifferentiableStep deconvolution(Node.Deconvolution node) {
        Value source = source(node);
        return WinogradTiling.of(compilation.batch(), node.window(), node.shape(), node.input())
                .<DifferentiableStep>map(tiling -> WinogradStep.of(compilation, node, tiling, source))
                .orElseGet(() -> new DeconvolutionStep(compilation, node, source));
    }

    private Value source(Node node) {
        return values.get(node.sources().get(0));
    }

    private List<Value> plainSources(Node node) {
        return node.sources().stream().map(values::get).map(this::plain).toList();
    }

    /** A value in row-major order; a step that reorders it is added if it has another format. */
    private Value plain(Value value) {
        var format = OneDnn.plain(value.shape(), compilation.batch());
        if (value.memory().hasFormat(format)) {
            return value;
        }
        return add(new ReorderStep(compilation, value, format));
    }

    private Value add(DifferentiableStep step) {
        steps.add(step);
        return step.output();
    }

    /**
     * Runs the steps forward.
     *
     * @param tensors the inputs as floats in the host's memory
     * @param maskSeed the seed of the dropout masks
     */
    public void forward(HostTensor[] tensors, long maskSeed) {
        for (int i = 0; i < tensors.length; i++) {
            inputs.get(i).memory().bind(tensors[i]);
        }
        maskRandom.seed(maskSeed);
        parameters.refresh();
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).forward();
        }
        if (toOutput != null) {
            toOutput.run();
        }
    }

    /** The output of the last forward pass. */
    public HostTensor output() {
        return output.visibleTensor();
    }

    /**
     * Runs the steps backward.
     *
     * @param gradient the gradient of the output
     * @param next the vector to which parameter gradients are written
     */
    public void backward(HostTensor gradient, Wanted wanted, Destination next) {
        if (tangents == null) {
            outputGradient.bind(gradient);
        } else {
            // A mixed product reads the gradient later, when the caller may have overwritten it.
            outputGradient.copyFrom(gradient);
        }
        if (wanted.parameters()) {
            writeGradientsTo(next);
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            steps.get(i).backward(wanted);
        }
        if (wanted.parameters()) {
            compilation.deferredGradients().defer();
            if (next == Destination.SCRATCH) {
                compilation.deferredGradients().settle();
            }
        }
        if (wanted.inputs()) {
            for (int i = 0; i < inputs.size(); i++) {
                inputs.get(i).sumContributions();
            }
        }
    }

    /**
     * Adds the mixed second-order product of the last backward pass to the gradient vector. The
     * first call makes the steps that compute it.
     *
     * @param u the output gradient of the last backward pass
     * @param addScratch adds the scratch vector to the network's gradients
     */
    public void addMixedGradient(int input, Tensor v, float[] u, Operation addScratch) {
        if (tangents == null) {
            tangents = new TangentPass(compilation, steps, inputs, last, outputGradient);
            outputGradient.moveTo(ownOutputGradient);
            outputGradient.buffer().put(0, u);
        }
        tangents.run(input, v, addScratch);
    }

    private void writeGradientsTo(Destination next) {
        if (destination != next) {
            destination = next;
            List<GradientTarget> targets = compilation.gradientTargets();
            for (int i = 0; i < targets.size(); i++) {
                targets.get(i).writeTo(next);
            }
        }
    }

    /** The weight gradients that a backward pass leaves to be computed when they are read. */
    public DeferredGradients deferredGradients() {
        return compilation.deferredGradients();
    }

    /** The gradient of an input after the last backward pass. */
    public HostTensor inputGradient(int input) {
        return inputGradients.get(input).visibleTensor();
    }

    /** The names of all layers and inputs. */
    public Set<String> valueNames() {
        return values.keySet();
    }

    /** A copy of a value in row-major order, by the name of its layer. */
    public HostTensor copyOf(String name) {
        Value value = values.get(name);
        int batch = compilation.batch();
        ColumnOrder columns = columnOrders.get(name);
        FormattedMemory from = columns == null ? value.memory() : columns.rows();
        memory.desc plain = columns == null ? OneDnn.plain(value.shape(), batch) : columns.plain(batch);
        try (Arena temporary = new Arena()) {
            FormattedMemory copy = FormattedMemory.visible(temporary, plain, value.shape(), batch);
            Reorder.operation(temporary, name, from, copy).run();
            return HostTensor.copyOf(copy.visibleTensor());
        }
    }

    /** The text {@code step: implementation} for every kernel. */
    public List<String> kernels() {
        return compilation.kernels().implementations();
    }

    @Override
    public void close() {
        arena.close();
    }
}
