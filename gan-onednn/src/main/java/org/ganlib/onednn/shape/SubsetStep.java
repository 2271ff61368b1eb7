package org.ganlib.onednn.shape;

import org.ganlib.graph.Node;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/** Some of the channels. */
public final class SubsetStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Subset node;
    private final Value x;
    private final Value y;
    private final Operation forward;
    private Operation backward;

    /** @param x of row-major format */
    public SubsetStep(Compilation compilation, Node.Subset node, Value x) {
        this.compilation = compilation;
        this.node = node;
        this.x = x;
        y = compilation.value(node.name(), node.shape(), OneDnn.plain(node.shape(), compilation.batch()), x);
        FormattedMemory part = ChannelSlice.of(x.tensor(), node.shape(), compilation.batch(), node.from());
        forward = Reorder.operation(compilation.arena(), node.name(), part, y.tensor());
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
        // Starts as zeros, and nobody writes to the other channels: the contribution must be this step's alone.
        FormattedMemory contribution = FormattedMemory.allocate(compilation.arena(), x.format());
        x.contribute(contribution, false);
        FormattedMemory part = ChannelSlice.of(contribution, node.shape(), compilation.batch(), node.from());
        backward = Reorder.operation(compilation.arena(), node.name() + ", back", y.gradient(), part);
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
        return new SubsetStep(values.compilation(), node, values.tangent(x));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new SubsetStep(values.over(y), node, values.adjoint(x));
    }
}
