package org.ganlib.onednn.activation;

import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/** y = σ(x), for an activation function σ that no other kernel applies. */
public final class ActivationStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Activation node;
    private final Value x;
    private final Value y;
    private final Operation forward;
    private Operation backward;

    public ActivationStep(Compilation compilation, Node.Activation node, Value x) {
        this.compilation = compilation;
        this.node = node;
        this.x = x;
        y = compilation.value(node.name(), node.shape(), x.format(), x);
        forward = ActivationKernels.forward(compilation, node.name(), node.activation(), x.memory(), y.memory());
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
        FormattedMemory reference = node.activation().derivativeFollowsFromOutput() ? y.memory() : x.memory();
        FormattedMemory gradient = y.gradient();
        FormattedMemory contribution = x.contributionInPlaceOf(y);
        backward = ActivationKernels.backward(
                compilation, node.name(), node.activation(), reference, gradient, contribution);
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (x.needsGradient(wanted)) {
            backward.run();
        }
    }

    @Override
    public boolean isCurved() {
        return ActivationTangentStep.isCurved(node.activation());
    }

    @Override
    public Step tangent(TangentValues values) {
        FormattedMemory reference = node.activation().derivativeFollowsFromOutput() ? y.memory() : x.memory();
        return new ActivationTangentStep(values, node.name(), node.activation(), reference, y, values.tangent(x));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new ActivationStep(values.over(y), node, values.adjoint(x));
    }
}
