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
 * <pre>ẏ = γ h with h = (ẋ − mean ẋ − x̂ r)/s and r = mean(x̂ ẋ)</pre>
 *
 * <p>The map from ẋ to ẏ is symmetric. It is therefore the map of the backward pass of batch
 * normalisation, and the kernel of the backward pass computes ẏ from ẋ, and the adjoint t' of ẋ from
 * the adjoint t of ẏ; the gradient by the scale that it gives besides is Σ x̂ẋ = M r, or Σ x̂t = M
 * m. What x̂ and s add to the adjoint p of x is then
 *
 * <pre>−(r t' + m ẏ + x̂ mean(ẏ t))/s</pre>
 *
 * <p>and the gradient by γ is Σ h t. Products with one factor for each channel are those of the
 * kernel of the forward pass, with suitable statistics, because it takes every format.
 */
final class BatchNormTangentStep implements Step {
    private final TangentValues values;
    private final Compilation compilation;
    private final Node.BatchNorm node;
    private final Value of;
    private final FormattedMemory mean;
    private final FormattedMemory variance;
    private final Value x;
    private final Value y;
    private final int channels;
    private final FormattedMemory zeroMean;
    private final FormattedMemory unitVariance;
    private final FormattedMemory ones;
    private final FormattedMemory gains;
    private final FormattedMemory normalisedTangent;
    /** Σ x̂ẋ of each channel. */
    private final FormattedMemory alongTangent;
    /** Σ x̂t of each channel. */
    private final FormattedMemory alongAdjoint;
    /** Σ h t of each channel. */
    private final FormattedMemory alongBoth;

    private final Operations forward = new Operations();
    private final Operations backward = new Operations();
    private final Operations shares = new Operations();
    private FormattedMemory factorOfAdjoint;
    private FormattedMemory factorOfTangent;
    private FormattedMemory factorOfNormalised;

    /**
     * @param of the value that is normalised, x
     * @param mean the means of the batch
     * @param variance the variances of the batch
     */
    BatchNormTangentStep(
            TangentValues values, Node.BatchNorm node, Value of, FormattedMemory mean, FormattedMemory variance) {
        this.values = values;
        compilation = values.compilation();
        this.node = node;
        this.of = of;
        this.mean = mean;
        this.variance = variance;
        x = values.tangent(of);
        y = compilation.layerValue(node.name(), node.shape(), of.format());
        channels = node.shape().channels();
        zeroMean = filled(0);
        unitVariance = filled((float) (1 - node.epsilon()));
        ones = filled(1);
        gains = node.affine() ? compilation.parameter(node.name() + "/gamma", OneDnn.vector(channels)) : ones;
        alongTangent = filled(0);
        alongAdjoint = filled(0);
        alongBoth = filled(0);
        forward.add(takeBack(of.tensor(), mean, variance, gains, x.tensor(), y.tensor(), alongTangent));
        if (node.affine()) {
            normalisedTangent = FormattedMemory.allocate(compilation.arena(), of.format());
            forward.add(takeBack(of.tensor(), mean, variance, ones, x.tensor(), normalisedTangent, filled(0)));
        } else {
            normalisedTangent = y.tensor();
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
     * The backward kernel.
     *
     * @param from what is taken back
     * @param to where the result goes
     * @param along where the sums of {@code from} times the normalised source go
     */
    private Operation takeBack(
            FormattedMemory source,
            FormattedMemory means,
            FormattedMemory variances,
            FormattedMemory scale,
            FormattedMemory from,
            FormattedMemory to,
            FormattedMemory along) {
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
                .with(DNNL_ARG_DIFF_SCALE, along)
                .in(compilation.arena());
    }

    /**
     * Contributes to the adjoint of x a tensor, normalised by those statistics.
     *
     * @return a factor for each channel
     */
    private FormattedMemory share(FormattedMemory tensor, FormattedMemory means, FormattedMemory variances) {
        FormattedMemory factors = filled(0);
        FormattedMemory share = FormattedMemory.allocate(compilation.arena(), of.format());
        batch_normalization_forward.primitive_desc kernel = new batch_normalization_forward.primitive_desc(
                OneDnn.PROCESSOR,
                dnnl_forward_inference,
                tensor.format(),
                share.format(),
                (float) node.epsilon(),
                dnnl_use_scale | dnnl_use_global_stats);
        shares.add(PrimitiveOperation.of(
                        compilation.checked(node.name() + ", curvature", kernel),
                        new batch_normalization_forward(kernel))
                .with(DNNL_ARG_SRC, tensor)
                .with(DNNL_ARG_MEAN, means)
                .with(DNNL_ARG_VARIANCE, variances)
                .with(DNNL_ARG_SCALE, factors)
                .with(DNNL_ARG_DST, share)
                .in(compilation.arena()));
        values.adjoint(of).contribute(share, true);
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
        // The kernel writes a result that nobody reads; the sums beside it are wanted.
        FormattedMemory unread = FormattedMemory.allocate(arena, of.format());
        backward.add(takeBack(normalisedTangent, zeroMean, unitVariance, ones, adjoint, unread, alongBoth));
        if (node.affine()) {
            FormattedMemory byGains = compilation.gradientOf(node.name() + "/gamma", OneDnn.vector(channels));
            backward.add(Reorder.operation(arena, node.name() + ", to gains", alongBoth, byGains));
        }
        FormattedMemory contribution = x.contributeInPlaceOf(y);
        backward.add(takeBack(of.tensor(), mean, variance, gains, adjoint, contribution, alongAdjoint));
        factorOfAdjoint = share(contribution, zeroMean, unitVariance);
        factorOfTangent = share(y.tensor(), zeroMean, unitVariance);
        factorOfNormalised = share(of.tensor(), mean, variance);
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        y.collect();
        backward.run();
        findFactors();
        shares.run();
    }

    private void findFactors() {
        FloatBuffer spread = variance.buffer();
        double count = (double) compilation.batch()
                * node.shape().height()
                * node.shape().width();
        for (int c = 0; c < channels; c++) {
            double scale = -1 / (count * Math.sqrt(spread.get(c) + node.epsilon()));
            factorOfAdjoint.buffer().put(c, (float)
                    (scale * alongTangent.buffer().get(c)));
            factorOfTangent.buffer().put(c, (float)
                    (scale * alongAdjoint.buffer().get(c)));
            double along = gains.buffer().get(c) * (double) alongBoth.buffer().get(c);
            factorOfNormalised.buffer().put(c, (float) (scale * along));
        }
    }
}
