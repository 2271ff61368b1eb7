package org.ganlib.onednn.convolution;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.deconvolution_backward_data;
import org.bytedeco.dnnl.deconvolution_backward_weights;
import org.bytedeco.dnnl.deconvolution_forward;
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
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/**
 * A transposed convolution, y = σ(Wᵀx + b), where W is the linear map of a convolution from y to x.
 * The parameter vector holds the weights as [input channels, output channels, kernel height, kernel
 * width]. oneDNN's direct kernels compute it, or {@link Col2imTransposedConvolution} if y has few
 * channels.
 */
public final class DeconvolutionStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Deconvolution node;
    private final Value x;
    private final Value y;
    private final memory.desc anyX;
    private final memory.desc anyWeights;
    private final memory.desc yFormat;
    private final memory.desc plainWeights;
    private final memory.desc bias;
    private final Operations forward = new Operations();
    private final FusedActivationGradient activation;
    /** The gradient before the activation function, in the last backward pass. */
    private FormattedMemory gradient;

    private final Operations weightGradient = new Operations();
    private final Operations inputGradient = new Operations();
    private final ChannelSums biasGradient;
    private deconvolution_forward.primitive_desc hint;
    /** The input in the format that the kernel of the forward pass reads. */
    private FormattedMemory kernelInput;

    private Col2im col2im;
    private Operation activationForward;

    public DeconvolutionStep(Compilation compilation, Node.Deconvolution node, Value x) {
        this.compilation = compilation;
        this.node = node;
        this.x = x;
        Window window = node.window();
        long[] weights = {node.shape().channels(), node.input().channels(), window.kernelHeight(), window.kernelWidth()
        };
        anyX = OneDnn.any(node.input().batch(compilation.batch()));
        anyWeights = OneDnn.any(weights);
        plainWeights = OneDnn.format(memory.format_tag.bacd, weights);
        bias = kernelAddsBias() ? OneDnn.vector(node.shape().channels()) : OneDnn.ABSENT;
        boolean fewChannels = WindowArguments.hasFewChannels(node.shape());
        yFormat = fewChannels
                ? OneDnn.rowMajor(node.shape().batch(compilation.batch()))
                : OneDnn.any(node.shape().batch(compilation.batch()));
        hint = kernel();
        y = compilation.layerValue(node.name(), node.shape(), fewChannels ? yFormat : hint.dst_desc());
        activation = new FusedActivationGradient(compilation, node.name(), node.activation(), y);
        if (fewChannels) {
            prepareFewChannelsForward();
        } else {
            prepareForward();
        }
        if (!node.activation().isIdentity() && node.activation().derivativeFollowsFromOutput()) {
            activationForward =
                    ActivationKernels.forward(compilation, node.name(), node.activation(), y.memory(), y.memory());
        }
        biasGradient = fewChannels && node.bias() && compilation.training()
                ? new ChannelSums(compilation, node.shape(), node.name() + "/b")
                : null;
    }

    @Override
    public Value output() {
        return y;
    }

    private boolean kernelAddsBias() {
        return node.bias() && !WindowArguments.hasFewChannels(node.shape());
    }

    private deconvolution_forward.primitive_desc kernel() {
        Window w = node.window();
        return new deconvolution_forward.primitive_desc(
                OneDnn.PROCESSOR,
                prop_kind.forward_training,
                algorithm.deconvolution_direct,
                anyX,
                anyWeights,
                bias,
                yFormat,
                WindowArguments.strides(w),
                WindowArguments.paddingBefore(w),
                WindowArguments.paddingAfter(w),
                new primitive_attr(),
                OneDnn.DISALLOW_EMPTY);
    }

    private void prepareForward() {
        Arena arena = compilation.arena();
        kernelInput = Reorder.inFormat(arena, node.name(), x.memory(), hint.src_desc(), forward.list());
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), hint), new deconvolution_forward(hint))
                .with(DNNL_ARG_SRC, kernelInput)
                .with(DNNL_ARG_WEIGHTS, compilation.weights(node.name(), plainWeights, hint.weights_desc()))
                .with(DNNL_ARG_DST, y.memory());
        if (node.bias()) {
            operation.with(DNNL_ARG_BIAS, compilation.parameter(node.name() + "/b", bias));
        }
        forward.add(operation.in(arena));
    }

    private void prepareFewChannelsForward() {
        memory.desc pixels = OneDnn.channelsLast(node.input().batch(compilation.batch()));
        kernelInput = Reorder.inFormat(compilation.arena(), node.name(), x.memory(), pixels, forward.list());
        Col2imTransposedConvolution transpose = new Col2imTransposedConvolution(
                compilation, node.name(), node.name() + "/W", node.shape(), node.input(), node.window());
        col2im = transpose.prepare(
                kernelInput,
                y.memory(),
                node.bias() ? compilation.parameters().buffer(node.name() + "/b") : null,
                forward);
    }

    @Override
    public void forward() {
        forward.run();
        if (col2im != null) {
            col2im.run();
        }
        if (activationForward != null) {
            activationForward.run();
        }
    }

    @Override
    public void prepareBackward() {
        gradient = activation.prepare();
        prepareWeightGradient(gradient);
        prepareInputGradient(gradient);
        if (biasGradient != null) {
            biasGradient.prepare(gradient);
        }
    }

    private void prepareWeightGradient(FormattedMemory gradient) {
        Window w = node.window();
        deconvolution_backward_weights.primitive_desc kernel = new deconvolution_backward_weights.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.deconvolution_direct,
                anyX,
                anyWeights,
                bias,
                yFormat,
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
                        compilation.checked(name, kernel), new deconvolution_backward_weights(kernel))
                .with(DNNL_ARG_SRC, source)
                .with(
                        DNNL_ARG_DIFF_DST,
                        Reorder.inFormat(arena, name, gradient, kernel.diff_dst_desc(), weightGradient.list()))
                .with(DNNL_ARG_DIFF_WEIGHTS, written);
        if (kernelAddsBias()) {
            operation.with(DNNL_ARG_DIFF_BIAS, compilation.gradientOf(node.name() + "/b", bias));
        }
        weightGradient.add(operation.in(arena));
        Reorder.addCopy(arena, name, written, target, weightGradient);
    }

    private void prepareInputGradient(FormattedMemory gradient) {
        Window w = node.window();
        deconvolution_backward_data.primitive_desc kernel = new deconvolution_backward_data.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.deconvolution_direct,
                anyX,
                anyWeights,
                yFormat,
                WindowArguments.strides(w),
                WindowArguments.paddingBefore(w),
                WindowArguments.paddingAfter(w),
                hint);
        String name = node.name() + ", to input";
        Arena arena = compilation.arena();
        FormattedMemory target = x.newContribution();
        FormattedMemory written = Reorder.outputFor(arena, kernel.diff_src_desc(), target);
        inputGradient.add(
                PrimitiveOperation.of(compilation.checked(name, kernel), new deconvolution_backward_data(kernel))
                        .with(
                                DNNL_ARG_DIFF_DST,
                                Reorder.inFormat(arena, name, gradient, kernel.diff_dst_desc(), inputGradient.list()))
                        .with(DNNL_ARG_WEIGHTS, compilation.weights(node.name(), plainWeights, kernel.weights_desc()))
                        .with(DNNL_ARG_DIFF_SRC, written)
                        .in(arena));
        Reorder.addCopy(arena, name, written, target, inputGradient);
    }

    @Override
    public void backward(Wanted wanted) {
        activation.run();
        if (wanted.parameters()) {
            weightGradient.run();
            if (biasGradient != null) {
                biasGradient.run();
            }
        }
        if (x.needsGradient(wanted)) {
            inputGradient.run();
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
        Step step = new DeconvolutionStep(values.compilation(), node.linear(), values.tangent(x));
        return ActivationTangentStep.after(step, values, node.activation(), y, gradient);
    }

    @Override
    public Step adjoint(TangentValues values) {
        DeconvolutionStep step = new DeconvolutionStep(values.over(y), node, values.adjoint(x));
        // The forward pass has reordered the input for the kernel.
        step.kernelInput = kernelInput;
        return step;
    }
}
