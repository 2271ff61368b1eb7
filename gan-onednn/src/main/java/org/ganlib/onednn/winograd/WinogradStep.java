package org.ganlib.onednn.winograd;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.activation.ActivationKernels;
import org.ganlib.onednn.activation.ActivationTangentStep;
import org.ganlib.onednn.activation.FusedActivationGradient;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.ColumnSums;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;
import org.ganlib.tensor.TensorShape;

/**
 * A convolution layer, y = σ(x ∗ W + b), or a transposed convolution layer, by {@link
 * WinogradConvolution}.
 */
public final class WinogradStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Layer layer;
    private final WinogradTiling tiling;
    private final Value x;
    private final Value y;
    private final memory.desc channelsLast;
    private final WinogradConvolution convolution;
    private final Operations forward = new Operations();
    private final FusedActivationGradient activationGradient;
    /** The gradient before the activation function, in the last backward pass. */
    private FormattedMemory gradient;

    /** Transforms the input again, in a step that does not run forward. */
    private final Operations transformInput = new Operations();

    private final Operations weightGradient = new Operations();
    private final Operations inputGradient = new Operations();
    private final Operations bothGradients = new Operations();

    private WinogradStep(Compilation compilation, Layer layer, WinogradTiling tiling, Value x) {
        this.compilation = compilation;
        this.layer = layer;
        this.tiling = tiling;
        this.x = x;
        String name = layer.name();
        ActivationFunction activation = layer.activation();
        convolution = new WinogradConvolution(
                compilation, name, tiling, WinogradFilters.of(compilation, name, tiling), layer.direction());
        TensorShape shape = layer.direction() == Direction.TRANSPOSED ? tiling.input() : tiling.output();
        memory.desc format = OneDnn.channelsLast(shape.batch(compilation.batch()));
        y = compilation.layerValue(name, shape, format);
        activationGradient = new FusedActivationGradient(compilation, name, activation, y);
        channelsLast = OneDnn.channelsLast(x.shape().batch(compilation.batch()));
        convolution.forward(forward, source(forward), y.memory());
        if (layer.bias()) {
            addBias(shape);
        }
        if (!activation.isIdentity() && activation.derivativeFollowsFromOutput()) {
            forward.add(ActivationKernels.forward(compilation, name, activation, y.memory(), y.memory()));
        }
    }

    /** The step of a convolution. */
    public static WinogradStep of(Compilation compilation, Node.Convolution node, WinogradTiling tiling, Value x) {
        Layer layer = new Layer(node.name(), Direction.CONVOLUTION, node.bias(), node.activation());
        return new WinogradStep(compilation, layer, tiling, x);
    }

    /**
     * The step of a transposed convolution. The tiling is that of the convolution that it
     * transposes.
     */
    public static WinogradStep of(Compilation compilation, Node.Deconvolution node, WinogradTiling tiling, Value x) {
        Layer layer = new Layer(node.name(), Direction.TRANSPOSED, node.bias(), node.activation());
        return new WinogradStep(compilation, layer, tiling, x);
    }

    /**
     * The input in a format that the convolution accepts.
     *
     * @param operations receives the copying operation, if one is needed
     */
    private FormattedMemory source(Operations operations) {
        return convolution.accepts(x.memory())
                ? x.memory()
                : Reorder.inFormat(compilation.arena(), layer.name(), x.memory(), channelsLast, operations.list());
    }

    private void addBias(TensorShape shape) {
        memory.desc pixels = OneDnn.matrix(pixels(shape), shape.channels());
        memory.desc row = OneDnn.matrix(1, shape.channels());
        binary.primitive_desc kernel =
                new binary.primitive_desc(OneDnn.PROCESSOR, algorithm.binary_add, pixels, row, pixels);
        FormattedMemory result = y.memory().as(pixels);
        forward.add(PrimitiveOperation.of(compilation.checked(layer.name() + ", bias", kernel), new binary(kernel))
                .with(DNNL_ARG_SRC_0, result)
                .with(DNNL_ARG_SRC_1, compilation.parameter(layer.name() + "/b", row))
                .with(DNNL_ARG_DST, result)
                .in(compilation.arena()));
    }

    private long pixels(TensorShape shape) {
        return (long) compilation.batch() * shape.height() * shape.width();
    }

    @Override
    public Value output() {
        return y;
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void prepareBackward() {
        gradient = activationGradient.prepare();
        String name = layer.name();
        FormattedMemory weightTarget = compilation.gradientOf(name + "/W", tiling.weightFormat());
        FormattedMemory inputTarget = x.newContribution();
        boolean direct = convolution.accepts(inputTarget);
        FormattedMemory written = direct ? inputTarget : FormattedMemory.allocate(compilation.arena(), channelsLast);
        convolution.backward(gradient, written, weightTarget, inputGradient, weightGradient, bothGradients);
        if (layer.bias()) {
            int channels = y.shape().channels();
            Operation sums = ColumnSums.operation(
                    compilation.kernels(),
                    name + ", to bias",
                    gradient,
                    pixels(y.shape()),
                    channels,
                    compilation.gradientOf(name + "/b", OneDnn.matrix(1, channels)));
            weightGradient.add(sums);
            bothGradients.add(sums);
        }
        if (!direct) {
            Operation copy = Reorder.operation(compilation.arena(), name + ", to input", written, inputTarget);
            inputGradient.add(copy);
            bothGradients.add(copy);
        }
    }

    @Override
    public void backward(Wanted wanted) {
        activationGradient.run();
        if (wanted.parameters()) {
            transformInput.run();
        }
        boolean further = x.needsGradient(wanted);
        if (further && wanted.parameters()) {
            bothGradients.run();
        } else if (further) {
            inputGradient.run();
        } else if (wanted.parameters()) {
            weightGradient.run();
        }
    }

    @Override
    public boolean isCurved() {
        return ActivationTangentStep.isCurved(layer.activation());
    }

    @Override
    public boolean hasLinearMap() {
        return true;
    }

    @Override
    public Step tangent(TangentValues values) {
        Step linear = new WinogradStep(values.compilation(), layer.linear(), tiling, values.tangent(x));
        return ActivationTangentStep.after(linear, values, layer.activation(), y, gradient);
    }

    @Override
    public Step adjoint(TangentValues values) {
        WinogradStep step = new WinogradStep(values.over(y), layer, tiling, values.adjoint(x));
        step.convolution.transformInput(step.transformInput, step.source(step.transformInput));
        return step;
    }

    /**
     * The layer that the step computes.
     *
     * @param name the name of the layer
     * @param direction the direction of the forward pass
     * @param bias true if the layer has a bias
     * @param activation the activation function
     */
    private record Layer(String name, Direction direction, boolean bias, ActivationFunction activation) {
        /** The same layer without bias and activation function. */
        Layer linear() {
            boolean noBias = false;
            return new Layer(name, direction, noBias, ActivationFunction.IDENTITY);
        }
    }
}
