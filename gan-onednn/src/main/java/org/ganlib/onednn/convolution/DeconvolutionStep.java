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
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.Node;
import org.ganlib.graph.Window;
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
 * σ of the transpose of a convolution's linear map, plus b. The flat vector holds W as [channels
 * in, channels out, kernel].
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
    /** The gradient by the numbers that the activation function was applied to. */
    private FormattedMemory gradient;

    private final Operations toWeights = new Operations();
    private final Operations toInput = new Operations();
    private final ChannelSums biasGradient;
    private deconvolution_forward.primitive_desc hint;
    private FormattedMemory kernelX;
    private Col2im fold;
    private Operation nonlinearity;

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
        boolean thin = WindowArguments.isThin(node.shape());
        yFormat = thin
                ? OneDnn.rowMajor(node.shape().batch(compilation.batch()))
                : OneDnn.any(node.shape().batch(compilation.batch()));
        hint = kernel();
        y = compilation.layerValue(node.name(), node.shape(), thin ? yFormat : hint.dst_desc());
        activation = new FusedActivationGradient(compilation, node.name(), node.activation(), y);
        if (thin) {
            prepareThinForward();
        } else {
            prepareForward();
        }
        if (!node.activation().isIdentity() && node.activation().derivativeFollowsFromOutput()) {
            nonlinearity =
                    ActivationKernels.forward(compilation, node.name(), node.activation(), y.tensor(), y.tensor());
        }
        biasGradient = thin && node.bias() && compilation.training()
                ? new ChannelSums(compilation, node.shape(), node.name() + "/b")
                : null;
    }

    @Override
    public Value output() {
        return y;
    }

    private boolean kernelAddsBias() {
        return node.bias() && !WindowArguments.isThin(node.shape());
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
                WindowArguments.before(w),
                WindowArguments.after(w),
                new primitive_attr(),
                false);
    }

    private void prepareForward() {
        Arena arena = compilation.arena();
        kernelX = Reorder.asWanted(arena, node.name(), x.tensor(), hint.src_desc(), forward.list());
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), hint), new deconvolution_forward(hint))
                .with(DNNL_ARG_SRC, kernelX)
                .with(DNNL_ARG_WEIGHTS, compilation.weights(node.name(), plainWeights, hint.weights_desc()))
                .with(DNNL_ARG_DST, y.tensor());
        if (node.bias()) {
            operation.with(DNNL_ARG_BIAS, compilation.parameter(node.name() + "/b", bias));
        }
        forward.add(operation.in(arena));
    }

    private void prepareThinForward() {
        memory.desc pixels = OneDnn.channelsLast(node.input().batch(compilation.batch()));
        kernelX = Reorder.asWanted(compilation.arena(), node.name(), x.tensor(), pixels, forward.list());
        Col2imTransposedConvolution transpose = new Col2imTransposedConvolution(
                compilation, node.name(), node.name() + "/W", node.shape(), node.input(), node.window());
        fold = transpose.prepare(
                kernelX, y.tensor(), node.bias() ? compilation.parameters().buffer(node.name() + "/b") : null, forward);
    }

    @Override
    public void forward() {
        forward.run();
        if (fold != null) {
            fold.run();
        }
        if (nonlinearity != null) {
            nonlinearity.run();
        }
    }

    @Override
    public void prepareBackward() {
        gradient = activation.prepare();
        prepareToWeights(gradient);
        prepareToInput(gradient);
        if (biasGradient != null) {
            biasGradient.of(gradient);
        }
    }

    private void prepareToWeights(FormattedMemory gradient) {
        Window w = node.window();
        deconvolution_backward_weights.primitive_desc kernel = new deconvolution_backward_weights.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.deconvolution_direct,
                anyX,
                anyWeights,
                bias,
                yFormat,
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
                        compilation.checked(name, kernel), new deconvolution_backward_weights(kernel))
                .with(DNNL_ARG_SRC, source)
                .with(
                        DNNL_ARG_DIFF_DST,
                        Reorder.asWanted(arena, name, gradient, kernel.diff_dst_desc(), toWeights.list()))
                .with(DNNL_ARG_DIFF_WEIGHTS, written);
        if (kernelAddsBias()) {
            operation.with(DNNL_ARG_DIFF_BIAS, compilation.gradientOf(node.name() + "/b", bias));
        }
        toWeights.add(operation.in(arena));
        Reorder.bring(arena, name, written, target, toWeights);
    }

    private void prepareToInput(FormattedMemory gradient) {
        Window w = node.window();
        deconvolution_backward_data.primitive_desc kernel = new deconvolution_backward_data.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.deconvolution_direct,
                anyX,
                anyWeights,
                yFormat,
                WindowArguments.strides(w),
                WindowArguments.before(w),
                WindowArguments.after(w),
                hint);
        String name = node.name() + ", to input";
        Arena arena = compilation.arena();
        FormattedMemory target = x.contribute();
        FormattedMemory written = Reorder.roomFor(arena, kernel.diff_src_desc(), target);
        toInput.add(PrimitiveOperation.of(compilation.checked(name, kernel), new deconvolution_backward_data(kernel))
                .with(
                        DNNL_ARG_DIFF_DST,
                        Reorder.asWanted(arena, name, gradient, kernel.diff_dst_desc(), toInput.list()))
                .with(DNNL_ARG_WEIGHTS, compilation.weights(node.name(), plainWeights, kernel.weights_desc()))
                .with(DNNL_ARG_DIFF_SRC, written)
                .in(arena));
        Reorder.bring(arena, name, written, target, toInput);
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        activation.run();
        if (parameters) {
            toWeights.run();
            if (biasGradient != null) {
                biasGradient.run();
            }
        }
        if (x.isWanted(inputs)) {
            toInput.run();
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
        Node.Deconvolution linear = new Node.Deconvolution(
                node.name(),
                node.source(),
                node.input(),
                node.shape(),
                node.window(),
                false,
                ActivationFunction.IDENTITY);
        Step step = new DeconvolutionStep(values.compilation(), linear, values.tangent(x));
        return ActivationTangentStep.after(step, values, node.activation(), y, gradient);
    }

    @Override
    public Step adjoint(TangentValues values) {
        DeconvolutionStep step = new DeconvolutionStep(values.over(y), node, values.adjoint(x));
        // The forward pass has brought the input into the format of the kernel.
        step.kernelX = kernelX;
        return step;
    }
}
