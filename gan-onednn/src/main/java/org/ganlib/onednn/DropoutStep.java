package org.ganlib.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.ganlib.graph.Node;

/** In training, y = x · mask with a mask of 0 and 1/keep. */
final class DropoutStep implements Step {
    private final Compilation compilation;
    private final Node.Dropout node;
    private final MaskSource masks;
    private final Value x;
    private final Value y;
    private final Mask mask;
    private final Operation forward;
    private Operation backward;

    DropoutStep(Compilation compilation, Node.Dropout node, MaskSource masks, Value x) {
        this.compilation = compilation;
        this.node = node;
        this.masks = masks;
        this.x = x;
        y = compilation.value(node.name(), node.shape(), x.format(), x.trained());
        mask = new Mask(FormattedMemory.allocate(compilation.arena(), x.format()), node.keep());
        forward = times(node.name(), x.tensor(), y.tensor());
    }

    @Override
    public Value output() {
        return y;
    }

    String name() {
        return node.name();
    }

    /**
     * A copy of the mask that was drawn last, example by example in the order of channels, rows,
     * columns.
     */
    double[] copyOfMask() {
        return compilation.copyOf(node.shape(), mask.tensor());
    }

    private Operation times(String name, FormattedMemory from, FormattedMemory to) {
        binary.primitive_desc kernel = new binary.primitive_desc(
                OneDnn.PROCESSOR,
                algorithm.binary_mul,
                from.format(),
                mask.tensor().format(),
                to.format());
        return Operation.of(compilation.checked(name, kernel), new binary(kernel))
                .with(DNNL_ARG_SRC_0, from)
                .with(DNNL_ARG_SRC_1, mask.tensor())
                .with(DNNL_ARG_DST, to)
                .in(compilation.arena());
    }

    @Override
    public void forward() {
        mask.draw(masks);
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
}
