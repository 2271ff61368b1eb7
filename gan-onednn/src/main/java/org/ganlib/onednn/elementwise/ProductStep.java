package org.ganlib.onednn.elementwise;

import java.util.List;
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/** The elementwise product y = ab of two values. */
public final class ProductStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Product node;
    private final Value a;
    private final Value b;
    private final Value y;
    private final Operation forward;
    private Operation toA;
    private Operation toB;

    /**
     * Makes the kernel of the forward pass.
     *
     * @param sources two values of one format
     */
    public ProductStep(Compilation compilation, Node.Product node, List<Value> sources) {
        this.compilation = compilation;
        this.node = node;
        a = sources.get(0);
        b = sources.get(1);
        y = compilation.value(node.name(), node.shape(), a.format(), sources);
        forward = BinaryOperation.product(compilation, node.name(), a.memory(), b.memory(), y.memory());
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
        FormattedMemory gradient = y.gradient();
        toA = BinaryOperation.product(compilation, node.name(), gradient, b.memory(), a.newContribution());
        toB = BinaryOperation.product(compilation, node.name(), gradient, a.memory(), b.newContribution());
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (a.needsGradient(wanted)) {
            toA.run();
        }
        if (b.needsGradient(wanted)) {
            toB.run();
        }
    }

    @Override
    public boolean isCurved() {
        return true;
    }

    @Override
    public Step tangent(TangentValues values) {
        return new ProductTangentStep(values, node, a, b, y);
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new ProductStep(values.over(y), node, values.adjoints(List.of(a, b)));
    }
}
