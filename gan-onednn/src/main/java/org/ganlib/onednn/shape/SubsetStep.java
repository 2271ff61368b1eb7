package org.ganlib.onednn.shape;

import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/** A range of the channels of a value. */
public final class SubsetStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Subset node;
    private final Value x;
    private final Value y;
    private final Operation forward;
    private Operation backward;

    /**
     * Makes the kernel of the forward pass.
     *
     * @param x a value in row-major format
     */
    public SubsetStep(Compilation compilation, Node.Subset node, Value x) {
        this.compilation = compilation;
        this.node = node;
        this.x = x;
        y = compilation.value(node.name(), node.shape(), OneDnn.plain(node.shape(), compilation.batch()), x);
        FormattedMemory slice = ChannelSlice.of(x.memory(), node.shape(), compilation.batch(), node.from());
        forward = Reorder.operation(compilation.arena(), node.name(), slice, y.memory());
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
        // The gradient of the other channels is zero. The memory starts as zeros and this step
        // writes only its channels, so no other step may overwrite the memory.
        FormattedMemory contribution = FormattedMemory.allocate(compilation.arena(), x.format());
        x.contribute(contribution, Value.Access.SHARED);
        FormattedMemory slice = ChannelSlice.of(contribution, node.shape(), compilation.batch(), node.from());
        backward = Reorder.operation(compilation.arena(), node.name() + ", backward", y.gradient(), slice);
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
        return new SubsetStep(values.compilation(), node, values.tangent(x));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new SubsetStep(values.over(y), node, values.adjoint(x));
    }
}
