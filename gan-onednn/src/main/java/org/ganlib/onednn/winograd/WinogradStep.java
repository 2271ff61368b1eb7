package org.ganlib.onednn.winograd;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.Node;
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

/** σ(x ∗ W + b) or σ of the transposed convolution, by a {@link WinogradTiling}. */
public final class WinogradStep implements DifferentiableStep {
    private final Compilation compilation;
    private final String name;
    private final boolean transposed;
    private final boolean bias;
    private final ActivationFunction nonlinearity;
    private final WinogradTiling tiling;
    private final Value x;
    private final Value y;
    private final memory.desc channelsLast;
    private final WinogradConvolution products;
    private final memory.desc plainWeights;
    private final Operations forward = new Operations();
    private final FusedActivationGradient activation;
    /** The gradient by the numbers that the activation function was applied to. */
    private FormattedMemory gradient;

    /** Transforms the input again, for a step that does not run forward. */
    private final Operations loading = new Operations();

    private final Operations toWeights = new Operations();
    private final Operations toInput = new Operations();
    private final Operations toBoth = new Operations();

    private WinogradStep(
            Compilation compilation,
            String name,
            boolean transposed,
            boolean bias,
            ActivationFunction nonlinearity,
            WinogradTiling tiling,
            Value x) {
        this.compilation = compilation;
        this.name = name;
        this.transposed = transposed;
        this.bias = bias;
        this.nonlinearity = nonlinearity;
        this.tiling = tiling;
        this.x = x;
        plainWeights = tiling.plainWeights();
        products = new WinogradConvolution(
                compilation, name, tiling, WinogradFilters.of(compilation, name, tiling), transposed);
        TensorShape given = transposed ? tiling.image() : tiling.places();
        memory.desc result = OneDnn.channelsLast(given.batch(compilation.batch()));
        y = compilation.layerValue(name, given, result);
        activation = new FusedActivationGradient(compilation, name, nonlinearity, y);
        channelsLast = OneDnn.channelsLast(x.shape().batch(compilation.batch()));
        products.forward(forward, source(forward), y.tensor());
        if (bias) {
            addBias(given);
        }
        if (!nonlinearity.isIdentity() && nonlinearity.derivativeFollowsFromOutput()) {
            forward.add(ActivationKernels.forward(compilation, name, nonlinearity, y.tensor(), y.tensor()));
        }
    }

    /** The input in a format that the products take; a copy is made by one of the operations. */
    private FormattedMemory source(Operations operations) {
        return products.takes(x.tensor())
                ? x.tensor()
                : Reorder.asWanted(compilation.arena(), name, x.tensor(), channelsLast, operations.list());
    }

    public static WinogradStep of(Compilation compilation, Node.Convolution node, WinogradTiling tiling, Value x) {
        return new WinogradStep(compilation, node.name(), false, node.bias(), node.activation(), tiling, x);
    }

    public static WinogradStep of(Compilation compilation, Node.Deconvolution node, WinogradTiling tiling, Value x) {
        return new WinogradStep(compilation, node.name(), true, node.bias(), node.activation(), tiling, x);
    }

    private void addBias(TensorShape shape) {
        memory.desc pixels = OneDnn.matrix(pixels(shape), shape.channels());
        memory.desc row = OneDnn.matrix(1, shape.channels());
        binary.primitive_desc kernel =
                new binary.primitive_desc(OneDnn.PROCESSOR, algorithm.binary_add, pixels, row, pixels);
        FormattedMemory result = y.tensor().as(pixels);
        forward.add(PrimitiveOperation.of(compilation.checked(name + ", bias", kernel), new binary(kernel))
                .with(DNNL_ARG_SRC_0, result)
                .with(DNNL_ARG_SRC_1, compilation.parameter(name + "/b", row))
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
        gradient = activation.prepare();
        FormattedMemory weightGradient = compilation.gradientOf(name + "/W", plainWeights);
        FormattedMemory target = x.contribute();
        boolean direct = products.takes(target);
        FormattedMemory written = direct ? target : FormattedMemory.allocate(compilation.arena(), channelsLast);
        products.backward(gradient, written, weightGradient, toInput, toWeights, toBoth);
        if (bias) {
            Operation sums = ColumnSums.operation(
                    compilation.kernels(),
                    name + ", to bias",
                    gradient,
                    pixels(y.shape()),
                    y.shape().channels(),
                    compilation.gradientOf(
                            name + "/b", OneDnn.matrix(1, y.shape().channels())));
            toWeights.add(sums);
            toBoth.add(sums);
        }
        if (!direct) {
            Operation bringing = Reorder.operation(compilation.arena(), name + ", to input", written, target);
            toInput.add(bringing);
            toBoth.add(bringing);
        }
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        activation.run();
        if (parameters) {
            loading.run();
        }
        boolean further = x.isWanted(inputs);
        if (further && parameters) {
            toBoth.run();
        } else if (further) {
            toInput.run();
        } else if (parameters) {
            toWeights.run();
        }
    }

    @Override
    public boolean isCurved() {
        return ActivationTangentStep.isCurved(nonlinearity);
    }

    @Override
    public boolean hasLinearMap() {
        return true;
    }

    @Override
    public Step tangent(TangentValues values) {
        Step linear = new WinogradStep(
                values.compilation(), name, transposed, false, ActivationFunction.IDENTITY, tiling, values.tangent(x));
        return ActivationTangentStep.after(linear, values, nonlinearity, y, gradient);
    }

    @Override
    public Step adjoint(TangentValues values) {
        WinogradStep step =
                new WinogradStep(values.over(y), name, transposed, bias, nonlinearity, tiling, values.adjoint(x));
        step.products.load(step.loading, step.source(step.loading));
        return step;
    }
}
