package org.ganlib.onednn.convolution;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.Node;
import org.ganlib.graph.Window;
import org.ganlib.onednn.activation.ActivationKernels;
import org.ganlib.onednn.activation.ActivationTangentStep;
import org.ganlib.onednn.activation.FusedActivationGradient;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/** σ(x ∗ W + b). */
public final class ConvolutionStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Convolution node;
    private final Value x;
    private final Value y;
    private final memory.desc anyX;
    private final memory.desc anyWeights;
    private final memory.desc anyY;
    private final memory.desc plainWeights;
    private final memory.desc bias;
    private final convolution_forward.primitive_desc hint;
    private final Operations forward = new Operations();
    private final FusedActivationGradient activation;
    /** The gradient by the numbers that the activation function was applied to. */
    private FormattedMemory gradient;

    private final Operations toWeights = new Operations();
    private final Operations toInput = new Operations();
    private FormattedMemory kernelX;
    private Col2im fold;

    public ConvolutionStep(Compilation compilation, Node.Convolution node, Value x) {
        this.compilation = compilation;
        this.node = node;
        this.x = x;
        Window window = node.window();
        long[] weights = {node.shape().channels(), node.input().channels(), window.kernelHeight(), window.kernelWidth()
        };
        anyX = OneDnn.any(node.input().batch(compilation.batch()));
        anyWeights = OneDnn.any(weights);
        anyY = OneDnn.any(node.shape().batch(compilation.batch()));
        plainWeights = OneDnn.rowMajor(weights);
        bias = node.bias() ? OneDnn.vector(node.shape().channels()) : OneDnn.ABSENT;
        hint = kernel(new primitive_attr());
        convolution_forward.primitive_desc kernel = kernel(ActivationKernels.fused(node.activation()));
        y = compilation.layerValue(node.name(), node.shape(), kernel.dst_desc());
        activation = new FusedActivationGradient(compilation, node.name(), node.activation(), y);
        kernelX = Reorder.asWanted(
                compilation.arena(), node.name() + ", input", x.tensor(), kernel.src_desc(), forward.list());
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), kernel), new convolution_forward(kernel))
                .with(DNNL_ARG_SRC, kernelX)
                .with(DNNL_ARG_WEIGHTS, compilation.weights(node.name(), plainWeights, kernel.weights_desc()))
                .with(DNNL_ARG_DST, y.tensor());
        if (node.bias()) {
            operation.with(DNNL_ARG_BIAS, compilation.parameter(node.name() + "/b", bias));
        }
        forward.add(operation.in(compilation.arena()));
    }

    @Override
    public Value output() {
        return y;
    }

    private convolution_forward.primitive_desc kernel(primitive_attr attributes) {
        Window w = node.window();
        return new convolution_forward.primitive_desc(
                OneDnn.PROCESSOR,
                prop_kind.forward_training,
                algorithm.convolution_direct,
                anyX,
                anyWeights,
                bias,
                anyY,
                WindowArguments.strides(w),
                WindowArguments.before(w),
                WindowArguments.after(w),
                attributes,
                false);
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void prepareBackward() {
        gradient = activation.prepare();
        prepareToWeights(gradient);
        if (WindowArguments.isThin(node.input())
                && x.tensor().isOf(OneDnn.rowMajor(node.input().batch(compilation.batch())))) {
            prepareThinToInput(gradient);
        } else {
            prepareToInput(gradient);
        }
    }

    private void prepareToWeights(FormattedMemory gradient) {
        Window w = node.window();
        convolution_backward_weights.primitive_desc kernel = new convolution_backward_weights.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.convolution_direct,
                anyX,
                anyWeights,
                bias,
                anyY,
                WindowArguments.strides(w),
                WindowArguments.before(w),
                WindowArguments.after(w),
                hint);
        String name = node.name() + ", to weights";
        Arena arena = compilation.arena();
        FormattedMemory source =
                Reorder.asWanted(arena, name, x.tensor(), kernelX, kernel.src_desc(), toWeights.list());
        FormattedMemory target = compilation.gradientOf(node.name() + "/W", plainWeights);
        FormattedMemory written = Reorder.roomFor(arena, kernel.diff_weights_desc(), target);
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(name, kernel), new convolution_backward_weights(kernel))
                .with(DNNL_ARG_SRC, source)
                .with(
                        DNNL_ARG_DIFF_DST,
                        Reorder.asWanted(arena, name, gradient, kernel.diff_dst_desc(), toWeights.list()))
                .with(DNNL_ARG_DIFF_WEIGHTS, written);
        if (node.bias()) {
            operation.with(DNNL_ARG_DIFF_BIAS, compilation.gradientOf(node.name() + "/b", bias));
        }
        toWeights.add(operation.in(arena));
        Reorder.bring(arena, name, written, target, toWeights);
    }

    private void prepareToInput(FormattedMemory gradient) {
        Window w = node.window();
        convolution_backward_data.primitive_desc kernel = new convolution_backward_data.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.convolution_direct,
                anyX,
                anyWeights,
                anyY,
                WindowArguments.strides(w),
                WindowArguments.before(w),
                WindowArguments.after(w),
                hint);
        String name = node.name() + ", to input";
        Arena arena = compilation.arena();
        FormattedMemory target = x.contribute();
        FormattedMemory written = Reorder.roomFor(arena, kernel.diff_src_desc(), target);
        toInput.add(PrimitiveOperation.of(compilation.checked(name, kernel), new convolution_backward_data(kernel))
                .with(
                        DNNL_ARG_DIFF_DST,
                        Reorder.asWanted(arena, name, gradient, kernel.diff_dst_desc(), toInput.list()))
                .with(DNNL_ARG_WEIGHTS, compilation.weights(node.name(), plainWeights, kernel.weights_desc()))
                .with(DNNL_ARG_DIFF_SRC, written)
                .in(arena));
        Reorder.bring(arena, name, written, target, toInput);
    }

    /**
     * The weights as they lie in the flat vector are the matrix [channels out, channels in ·
     * kernel] of the transposed convolution.
     */
    private void prepareThinToInput(FormattedMemory gradient) {
        Col2imTransposedConvolution transpose = new Col2imTransposedConvolution(
                compilation, node.name() + ", to input", node.name() + "/W", node.input(), node.shape(), node.window());
        FormattedMemory target = x.contribute();
        fold = transpose.prepare(gradient, target, null, toInput);
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        activation.run();
        if (parameters) {
            toWeights.run();
        }
        if (x.isWanted(inputs)) {
            toInput.run();
            if (fold != null) {
                fold.run();
            }
        }
    }

    @Override
    public boolean isCurved() {
        return ActivationTangentStep.isCurved(node.activation());
    }

    @Override
    public boolean hasLinearMap() {
        return true;
    }

    @Override
    public Step tangent(TangentValues values) {
        Node.Convolution linear = new Node.Convolution(
                node.name(),
                node.source(),
                node.input(),
                node.shape(),
                node.window(),
                false,
                ActivationFunction.IDENTITY);
        Step step = new ConvolutionStep(values.compilation(), linear, values.tangent(x));
        return ActivationTangentStep.after(step, values, node.activation(), y, gradient);
    }

    @Override
    public Step adjoint(TangentValues values) {
        ConvolutionStep step = new ConvolutionStep(values.over(y), node, values.adjoint(x));
        // The forward pass has brought the input into the format of the kernel.
        step.kernelX = kernelX;
        return step;
    }
}
