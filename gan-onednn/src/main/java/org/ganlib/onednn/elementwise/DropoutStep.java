package org.ganlib.onednn.elementwise;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
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
 * Dropout, y = x · mask elementwise. The mask is drawn in each forward pass; the backward pass and
 * the tangent pass use the same mask.
 */
public final class DropoutStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Dropout node;
    private final SplitMix64 random;
    private final Value x;
    private final Value y;
    private final DropoutMask mask;
    private final Operation forward;
    private Operation backward;

    public DropoutStep(Compilation compilation, Node.Dropout node, SplitMix64 random, Value x) {
        this(
                compilation,
                node,
                random,
                x,
                new DropoutMask(FormattedMemory.allocate(compilation.arena(), x.format()), node.keep()));
    }

    /**
     * Makes the kernel of the forward pass.
     *
     * @param random draws the mask, or null if another step draws it
     */
    private DropoutStep(Compilation compilation, Node.Dropout node, SplitMix64 random, Value x, DropoutMask mask) {
        this.compilation = compilation;
        this.node = node;
        this.random = random;
        this.x = x;
        this.mask = mask;
        y = compilation.value(node.name(), node.shape(), x.format(), x);
        forward = times(node.name(), x.memory(), y.memory());
    }

    @Override
    public Value output() {
        return y;
    }

    private Operation times(String name, FormattedMemory from, FormattedMemory to) {
        binary.primitive_desc kernel = new binary.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.binary_mul,
                from.format(),
                mask.memory().format(),
                to.format());
        return PrimitiveOperation.of(compilation.checked(name, kernel), new binary(kernel))
                .with(DNNL_ARG_SRC_0, from)
                .with(DNNL_ARG_SRC_1, mask.memory())
                .with(DNNL_ARG_DST, to)
                .in(compilation.arena());
    }

    @Override
    public void forward() {
        if (random != null) {
            mask.draw(random);
        }
        forward.run();
    }

    @Override
    public void prepareBackward() {
        FormattedMemory gradient = y.gradient();
        FormattedMemory contribution = x.contributionInPlaceOf(y);
        backward = times(node.name() + ", backward", gradient, contribution);
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (x.needsGradient(wanted)) {
            backward.run();
        }
    }

    @Override
    public Step tangent(TangentValues values) {
        return new DropoutStep(values.compilation(), node, null, values.tangent(x), mask);
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new DropoutStep(values.over(y), node, null, values.adjoint(x), mask);
    }
}
