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
import org.ganlib.graph.Node;
import org.ganlib.graph.Window;
import org.ganlib.network.Wanted;
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

/**
 * A convolution, y = σ(x ∗ W + b), by oneDNN's direct kernels. If x has few channels, its gradient
 * is computed by {@link Col2imTransposedConvolution}.
 */
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
    /** The gradient before the activation function, in the last backward pass. */
    private FormattedMemory gradient;

    private final Operations weightGradient = new Operations();
    private final Operations inputGradient = new Operations();
    /** The input in the format that the kernel of the forward pass reads. */
    private FormattedMemory kernelInput;

    private Col2im col2im;

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
        kernelInput = Reorder.inFormat(
                compilation.arena(), node.name() + ", input", x.memory(), kernel.src_desc(), forward.list());
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), kernel), new convolution_forward(kernel))
                .with(DNNL_ARG_SRC, kernelInput)
                .with(DNNL_ARG_WEIGHTS, compilation.weights(node.name(), plainWeights, kernel.weights_desc()))
                .with(DNNL_ARG_DST, y.memory());
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
                WindowArguments.paddingBefore(w),
                WindowArguments.paddingAfter(w),
                attributes,
                OneDnn.DISALLOW_EMPTY);
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void prepareBackward() {
        gradient = activation.prepare();
        prepareWeightGradient(gradient);
        if (WindowArguments.hasFewChannels(node.input())
                && x.memory().hasFormat(OneDnn.rowMajor(node.input().batch(compilation.batch())))) {
            prepareFewChannelsInputGradient(gradient);
        } else {
            prepareInputGradient(gradient);
        }
    }

    private void prepareWeightGradient(FormattedMemory gradient) {
        Window w = node.window();
        convolution_backward_weights.primitive_desc kernel = new convolution_backward_weights.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.convolution_direct,
                anyX,
                anyWeights,
                bias,
                anyY,
                WindowArguments.strides(w),
                WindowArguments.paddingBefore(w),
                WindowArguments.paddingAfter(w),
                hint);
        String name = node.name() + ", to weights";
        Arena arena = compilation.arena();
        FormattedMemory source =
                Reorder.inFormat(arena, name, x.memory(), kernelInput, kernel.src_desc(), weightGradient.list());
        FormattedMemory target = compilation.gradientOf(node.name() + "/W", plainWeights);
        FormattedMemory written = Reorder.outputFor(arena, kernel.diff_weights_desc(), target);
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(name, kernel), new convolution_backward_weights(kernel))
                .with(DNNL_ARG_SRC, source)
                .with(
                        DNNL_ARG_DIFF_DST,
                        Reorder.inFormat(arena, name, gradient, kernel.diff_dst_desc(), weightGradient.list()))
                .with(DNNL_ARG_DIFF_WEIGHTS, written);
        if (node.bias()) {
            operation.with(DNNL_ARG_DIFF_BIAS, compilation.gradientOf(node.name() + "/b", bias));
        }
        weightGradient.add(operation.in(arena));
        Reorder.addCopy(arena, name, written, target, weightGradient);
    }

    private void prepareInputGradient(FormattedMemory gradient) {
        Window w = node.window();
        convolution_backward_data.primitive_desc kernel = new convolution_backward_data.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.convolution_direct,
                anyX,
                anyWeights,
                anyY,
                WindowArguments.strides(w),
                WindowArguments.paddingBefore(w),
                WindowArguments.paddingAfter(w),
                hint);
        String name = node.name() + ", to input";
        Arena arena = compilation.arena();
        FormattedMemory target = x.newContribution();
        FormattedMemory written = Reorder.outputFor(arena, kernel.diff_src_desc(), target);
        inputGradient.add(
                PrimitiveOperation.of(compilation.checked(name, kernel), new convolution_backward_data(kernel))
                        .with(
                                DNNL_ARG_DIFF_DST,
                                Reorder.inFormat(arena, name, gradient, kernel.diff_dst_desc(), inputGradient.list()))
                        .with(DNNL_ARG_WEIGHTS, compilation.weights(node.name(), plainWeights, kernel.weights_desc()))
                        .with(DNNL_ARG_DIFF_SRC, written)
                        .in(arena));
        Reorder.addCopy(arena, name, written, target, inputGradient);
    }

    /**
     * Computes the input gradient, a transposed convolution. The parameter vector holds the weights
     * in the order of its matrix, [output channels, input channels · kernel elements].
     */
    private void prepareFewChannelsInputGradient(FormattedMemory gradient) {
        Col2imTransposedConvolution transpose = new Col2imTransposedConvolution(
                compilation, node.name() + ", to input", node.name() + "/W", node.input(), node.shape(), node.window());
        FormattedMemory target = x.newContribution();
        col2im = transpose.prepare(gradient, target, null, inputGradient);
    }

    @Override
    public void backward(Wanted wanted) {
        activation.run();
        if (wanted.parameters()) {
            weightGradient.run();
        }
        if (x.needsGradient(wanted)) {
            inputGradient.run();
            if (col2im != null) {
                col2im.run();
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
        Step step = new ConvolutionStep(values.compilation(), node.linear(), values.tangent(x));
        return ActivationTangentStep.after(step, values, node.activation(), y, gradient);
    }

    @Override
    public Step adjoint(TangentValues values) {
        ConvolutionStep step = new ConvolutionStep(values.over(y), node, values.adjoint(x));
        // The forward pass has reordered the input for the kernel.
        step.kernelInput = kernelInput;
        return step;
    }
}
