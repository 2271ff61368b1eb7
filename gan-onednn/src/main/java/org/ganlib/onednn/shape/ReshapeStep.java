package org.ganlib.onednn.shape;

import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/** A value in another shape, over the same memory. */
public final class ReshapeStep implements DifferentiableStep {
    private final Node.Reshape node;
    private final Value x;
    private final Value y;

    /**
     * Makes an alias of the memory.
     *
     * @param x a value in row-major format, or in any format whose order all readers of the output
     *     know
     */
    public ReshapeStep(Compilation compilation, Node.Reshape node, Value x) {
        this(
                node,
                x,
                Value.computed(
                        compilation.kernels(),
                        node.name(),
                        node.shape(),
                        compilation.batch(),
                        x.memory().as(OneDnn.plain(node.shape(), compilation.batch())),
                        x.dependsOnParameters()));
    }

    private ReshapeStep(Node.Reshape node, Value x, Value y) {
        this.node = node;
        this.x = x;
        this.y = y;
    }

    @Override
    public Value output() {
        return y;
    }

    @Override
    public void forward() {}

    @Override
    public void prepareBackward() {
        x.contribute(y.gradient().as(x.format()), y.gradientAccess());
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
    }

    @Override
    public Step tangent(TangentValues values) {
        return new ReshapeStep(values.compilation(), node, values.tangent(x));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new ReshapeStep(node, values.adjoint(x), values.adjoint(y));
    }
}
