package org.ganlib.onednn.normalisation;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward_data;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/**
 * Batch normalisation, y = γ(x − mean)/√(variance + ε) + β per channel. Training uses the
 * statistics of the batch, evaluation the running statistics. The backward pass updates the running
 * statistics if parameter gradients are wanted.
 */
public final class BatchNormStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.BatchNorm node;
    private final Value x;
    private final Value y;
    /** The running statistics, or null if another step reads and updates them. */
    private final RunningStatistics running;

    private final FormattedMemory mean;
    private final FormattedMemory variance;
    private final batch_normalization_forward.primitive_desc kernel;
    private final Operation forward;
    private Operation allGradients;
    private Operation inputGradient;

    public BatchNormStep(Compilation compilation, Node.BatchNorm node, Value x) {
        this(compilation, node, x, perChannel(compilation, node), perChannel(compilation, node), Owner.THIS_STEP);
    }

    /**
     * Makes the kernel of the forward pass.
     *
     * @param mean the memory for the means that the kernel writes or reads, one per channel
     * @param variance the memory for the variances
     * @param owner the step that reads and updates the running statistics
     */
    private BatchNormStep(
            Compilation compilation,
            Node.BatchNorm node,
            Value x,
            FormattedMemory mean,
            FormattedMemory variance,
            Owner owner) {
        this.compilation = compilation;
        this.node = node;
        this.x = x;
        y = compilation.layerValue(node.name(), node.shape(), x.format());
        memory.desc perChannel = OneDnn.vector(node.shape().channels());
        this.mean = mean;
        this.variance = variance;
        running =
                owner == Owner.THIS_STEP ? new RunningStatistics(compilation.parameters(), node, mean, variance) : null;
        kernel = new batch_normalization_forward.primitive_desc(
                OneDnn.PROCESSOR,
                compilation.training() ? dnnl_forward_training : dnnl_forward_inference,
                x.format(),
                y.format(),
                (float) node.epsilon(),
                compilation.training() ? flags() : flags() | dnnl_use_global_stats);
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), kernel), new batch_normalization_forward(kernel))
                .with(DNNL_ARG_SRC, x.memory())
                .with(DNNL_ARG_DST, y.memory())
                .with(DNNL_ARG_MEAN, mean)
                .with(DNNL_ARG_VARIANCE, variance);
        if (node.affine()) {
            operation.with(DNNL_ARG_SCALE, compilation.parameter(node.name() + "/gamma", perChannel));
            operation.with(DNNL_ARG_SHIFT, compilation.parameter(node.name() + "/beta", perChannel));
        }
        forward = operation.in(compilation.arena());
    }

    @Override
    public Value output() {
        return y;
    }

    private static FormattedMemory perChannel(Compilation compilation, Node.BatchNorm node) {
        return FormattedMemory.allocate(
                compilation.arena(), OneDnn.vector(node.shape().channels()));
    }

    private int flags() {
        return node.affine() ? dnnl_use_scale | dnnl_use_shift : 0;
    }

    @Override
    public void forward() {
        if (!compilation.training()) {
            running.copyToKernel();
        }
        forward.run();
    }

    @Override
    public void prepareBackward() {
        FormattedMemory gradient = y.gradient();
        FormattedMemory contribution = x.contributionInPlaceOf(y);
        allGradients = backward(gradient, contribution, Wanted.BOTH);
        inputGradient = backward(gradient, contribution, Wanted.INPUTS);
    }

    private Operation backward(FormattedMemory gradient, FormattedMemory contribution, Wanted wanted) {
        memory.desc perChannel = OneDnn.vector(node.shape().channels());
        batch_normalization_backward.primitive_desc backward = new batch_normalization_backward.primitive_desc(
                OneDnn.PROCESSOR,
                node.affine() ? dnnl_backward : dnnl_backward_data,
                contribution.format(),
                gradient.format(),
                x.format(),
                (float) node.epsilon(),
                flags(),
                kernel);
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name() + ", backward", backward),
                        new batch_normalization_backward(backward))
                .with(DNNL_ARG_SRC, x.memory())
                .with(DNNL_ARG_DIFF_DST, gradient)
                .with(DNNL_ARG_DIFF_SRC, contribution)
                .with(DNNL_ARG_MEAN, mean)
                .with(DNNL_ARG_VARIANCE, variance);
        if (node.affine()) {
            operation.with(DNNL_ARG_SCALE, compilation.parameter(node.name() + "/gamma", perChannel));
            operation.with(DNNL_ARG_DIFF_SCALE, gradientOf("gamma", perChannel, wanted));
            operation.with(DNNL_ARG_DIFF_SHIFT, gradientOf("beta", perChannel, wanted));
        }
        return operation.in(compilation.arena());
    }

    /**
     * The memory for the gradient of γ or β. The kernel always computes this gradient. If it is not
     * wanted, it is written to memory that nothing reads.
     */
    private FormattedMemory gradientOf(String parameter, memory.desc format, Wanted wanted) {
        return wanted.parameters()
                ? compilation.gradientOf(node.name() + "/" + parameter, format)
                : FormattedMemory.allocate(compilation.arena(), format);
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (wanted.parameters()) {
            allGradients.run();
            if (running != null) {
                running.update();
            }
        } else if (x.needsGradient(wanted)) {
            inputGradient.run();
        }
    }

    @Override
    public boolean isCurved() {
        return true;
    }

    @Override
    public Step tangent(TangentValues values) {
        return new BatchNormTangentStep(values, node, x, mean, variance);
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new BatchNormStep(values.over(y), node, values.adjoint(x), mean, variance, Owner.ANOTHER_STEP);
    }

    /** The step that reads and updates the running statistics. */
    private enum Owner {
        THIS_STEP,
        ANOTHER_STEP
    }
}
