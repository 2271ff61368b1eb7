package org.ganlib.onednn.elementwise;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.ganlib.graph.Node;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/** In training, y = x · mask with a mask of 0 and 1/keep. */
public final class DropoutStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Dropout node;
    private final SplitMix64 masks;
    private final Value x;
    private final Value y;
    private final DropoutMask mask;
    private final Operation forward;
    private Operation backward;

    public DropoutStep(Compilation compilation, Node.Dropout node, SplitMix64 masks, Value x) {
        this(
                compilation,
                node,
                masks,
                x,
                new DropoutMask(FormattedMemory.allocate(compilation.arena(), x.format()), node.keep()));
    }

    /** @param masks draws the mask; null if another step does */
    private DropoutStep(Compilation compilation, Node.Dropout node, SplitMix64 masks, Value x, DropoutMask mask) {
        this.compilation = compilation;
        this.node = node;
        this.masks = masks;
        this.x = x;
        this.mask = mask;
        y = compilation.value(node.name(), node.shape(), x.format(), x);
        forward = times(node.name(), x.tensor(), y.tensor());
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
                mask.tensor().format(),
                to.format());
        return PrimitiveOperation.of(compilation.checked(name, kernel), new binary(kernel))
                .with(DNNL_ARG_SRC_0, from)
                .with(DNNL_ARG_SRC_1, mask.tensor())
                .with(DNNL_ARG_DST, to)
                .in(compilation.arena());
    }

    @Override
    public void forward() {
        if (masks != null) {
            mask.draw(masks);
        }
        forward.run();
    }

    @Override
    public void prepareBackward() {
        FormattedMemory gradient = y.gradient();
        FormattedMemory contribution = x.contributeInPlaceOf(y);
        backward = times(node.name() + ", back", gradient, contribution);
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        y.collect();
        if (x.isWanted(inputs)) {
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
