package org.ganlib.onednn.normalisation;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/**
 * The tangent of batch normalisation. For the M numbers x of a channel in the batch, with x̂ = (x −
 * mean)/s and s = √(variance + ε),
 *
 * <pre>ẏ = γ h with h = (ẋ − mean(ẋ) − x̂ r)/s and r = mean(x̂ ẋ)</pre>
 *
 * <p>The linear map from ẋ to ẏ is symmetric, so that it is also the map of the backward pass of
 * batch normalisation. The kernel of that backward pass therefore computes ẏ from ẋ, and the
 * adjoint t' of ẋ from the adjoint t of ẏ. The gradient by the scale, which the kernel computes as
 * well, is Σ x̂ẋ = M r in the first case and Σ x̂t = M m in the second. Because x̂ and s depend on
 * x, the adjoint p of x receives
 *
 * <pre>−(r t' + m ẏ + x̂ mean(ẏ t))/s</pre>
 *
 * <p>and the gradient by γ is Σ h t. Products with one factor for each channel are computed by the
 * kernel of the forward pass with suitable statistics, because that kernel takes every format.
 */
final class BatchNormTangentStep implements Step {
    private final TangentValues values;
    private final Compilation compilation;
    private final Node.BatchNorm node;
    /** x. */
    private final Value original;

    private final FormattedMemory mean;
    private final FormattedMemory variance;
    /** ẋ. */
    private final Value x;

    /** ẏ. */
    private final Value y;

    private final int channels;
    private final FormattedMemory zeroMean;
    private final FormattedMemory unitVariance;
    private final FormattedMemory ones;
    /** γ of each channel, or ones. */
    private final FormattedMemory gains;
    /** h. */
    private final FormattedMemory normalisedTangent;
    /** Σ x̂ẋ of each channel. */
    private final FormattedMemory sumsOfTangent;
    /** Σ x̂t of each channel. */
    private final FormattedMemory sumsOfAdjoint;
    /** Σ h t of each channel. */
    private final FormattedMemory sumsOfBoth;

    private final Operations forward = new Operations();
    private final Operations backward = new Operations();
    private final Operations contributions = new Operations();
    /** −r/s of each channel, the factor of t'. */
    private FormattedMemory factorOfAdjoint;
    /** −m/s of each channel, the factor of ẏ. */
    private FormattedMemory factorOfTangent;
    /** −mean(ẏ t)/s of each channel, the factor of x̂. */
    private FormattedMemory factorOfNormalised;

    /**
     * Makes the kernels of the forward pass.
     *
     * @param original the value that is normalised, x
     * @param mean the means of the batch
     * @param variance the variances of the batch
     */
    BatchNormTangentStep(
            TangentValues values, Node.BatchNorm node, Value original, FormattedMemory mean, FormattedMemory variance) {
        this.values = values;
        compilation = values.compilation();
        this.node = node;
        this.original = original;
        this.mean = mean;
        this.variance = variance;
        x = values.tangent(original);
        y = compilation.layerValue(node.name(), node.shape(), original.format());
        channels = node.shape().channels();
        zeroMean = filled(0);
        unitVariance = filled((float) (1 - node.epsilon()));
        ones = filled(1);
        gains = node.affine() ? compilation.parameter(node.name() + "/gamma", OneDnn.vector(channels)) : ones;
        sumsOfTangent = filled(0);
        sumsOfAdjoint = filled(0);
        sumsOfBoth = filled(0);
        forward.add(symmetricMap(original.memory(), mean, variance, gains, x.memory(), y.memory(), sumsOfTangent));
        if (node.affine()) {
            normalisedTangent = FormattedMemory.allocate(compilation.arena(), original.format());
            forward.add(
                    symmetricMap(original.memory(), mean, variance, ones, x.memory(), normalisedTangent, filled(0)));
        } else {
            normalisedTangent = y.memory();
        }
    }

    private FormattedMemory filled(float number) {
        FormattedMemory vector = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(channels));
        for (int c = 0; c < channels; c++) {
            vector.buffer().put(c, number);
        }
        return vector;
    }

    /**
     * The operation that applies the map of the backward pass of batch normalisation.
     *
     * @param source the values that are normalised, x
     * @param scale the factor of each channel, γ
     * @param from the argument of the map
     * @param to receives the result
     * @param sums receives the sum over each channel of {@code from} times x̂
     */
    private Operation symmetricMap(
            FormattedMemory source,
            FormattedMemory means,
            FormattedMemory variances,
            FormattedMemory scale,
            FormattedMemory from,
            FormattedMemory to,
            FormattedMemory sums) {
        float epsilon = (float) node.epsilon();
        memory.desc format = source.format();
        batch_normalization_forward.primitive_desc hint = new batch_normalization_forward.primitive_desc(
                OneDnn.PROCESSOR, dnnl_forward_training, format, format, epsilon, dnnl_use_scale);
        batch_normalization_backward.primitive_desc kernel = new batch_normalization_backward.primitive_desc(
                OneDnn.PROCESSOR, dnnl_backward, to.format(), from.format(), format, epsilon, dnnl_use_scale, hint);
        return PrimitiveOperation.of(
                        compilation.checked(node.name() + ", tangent", kernel),
                        new batch_normalization_backward(kernel))
                .with(DNNL_ARG_SRC, source)
                .with(DNNL_ARG_MEAN, means)
                .with(DNNL_ARG_VARIANCE, variances)
                .with(DNNL_ARG_SCALE, scale)
                .with(DNNL_ARG_DIFF_DST, from)
                .with(DNNL_ARG_DIFF_SRC, to)
                .with(DNNL_ARG_DIFF_SCALE, sums)
                .in(compilation.arena());
    }

    /**
     * Contributes a memory, normalised by the given statistics and multiplied by one factor for
     * each channel, to the adjoint of x.
     *
     * @return the memory of the factors
     */
    private FormattedMemory contributeToAdjoint(
            FormattedMemory memory, FormattedMemory means, FormattedMemory variances) {
        FormattedMemory factors = filled(0);
        FormattedMemory contribution = FormattedMemory.allocate(compilation.arena(), original.format());
        batch_normalization_forward.primitive_desc kernel = new batch_normalization_forward.primitive_desc(
                OneDnn.PROCESSOR,
                dnnl_forward_inference,
                memory.format(),
                contribution.format(),
                (float) node.epsilon(),
                dnnl_use_scale | dnnl_use_global_stats);
        contributions.add(PrimitiveOperation.of(
                        compilation.checked(node.name() + ", curvature", kernel),
                        new batch_normalization_forward(kernel))
                .with(DNNL_ARG_SRC, memory)
                .with(DNNL_ARG_MEAN, means)
                .with(DNNL_ARG_VARIANCE, variances)
                .with(DNNL_ARG_SCALE, factors)
                .with(DNNL_ARG_DST, contribution)
                .in(compilation.arena()));
        values.adjoint(original).contribute(contribution, Value.Access.EXCLUSIVE);
        return factors;
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
        Arena arena = compilation.arena();
        FormattedMemory adjoint = y.gradient();
        // Only the sums of this kernel are used; nobody reads its other result.
        FormattedMemory unread = FormattedMemory.allocate(arena, original.format());
        backward.add(symmetricMap(normalisedTangent, zeroMean, unitVariance, ones, adjoint, unread, sumsOfBoth));
        if (node.affine()) {
            FormattedMemory gainGradient = compilation.gradientOf(node.name() + "/gamma", OneDnn.vector(channels));
            backward.add(Reorder.operation(arena, node.name() + ", to gains", sumsOfBoth, gainGradient));
        }
        FormattedMemory contribution = x.contributionInPlaceOf(y);
        backward.add(symmetricMap(original.memory(), mean, variance, gains, adjoint, contribution, sumsOfAdjoint));
        factorOfAdjoint = contributeToAdjoint(contribution, zeroMean, unitVariance);
        factorOfTangent = contributeToAdjoint(y.memory(), zeroMean, unitVariance);
        factorOfNormalised = contributeToAdjoint(original.memory(), mean, variance);
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        backward.run();
        computeFactors();
        contributions.run();
    }

    private void computeFactors() {
        FloatBuffer spread = variance.buffer();
        double count = (double) compilation.batch()
                * node.shape().height()
                * node.shape().width();
        for (int c = 0; c < channels; c++) {
            double scale = -1 / (count * Math.sqrt(spread.get(c) + node.epsilon()));
            factorOfAdjoint.buffer().put(c, (float)
                    (scale * sumsOfTangent.buffer().get(c)));
            factorOfTangent.buffer().put(c, (float)
                    (scale * sumsOfAdjoint.buffer().get(c)));
            double sum = gains.buffer().get(c) * (double) sumsOfBoth.buffer().get(c);
            factorOfNormalised.buffer().put(c, (float) (scale * sum));
        }
    }
}
