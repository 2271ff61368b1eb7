package org.ganlib.onednn;

import org.ganlib.graph.Node;

/** A nonlinearity of its own. */
final class ActivationStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Activation node;
    private final Value x;
    private final Value y;
    private final Operation forward;
    private Operation backward;

    ActivationStep(Compilation compilation, Node.Activation node, Value x) {
        this.compilation = compilation;
        this.node = node;
        this.x = x;
        y = compilation.value(node.name(), node.shape(), x.format(), x.trained());
        forward = Activations.forward(compilation, node.name(), node.activation(), x.tensor(), y.tensor());
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
        FormattedMemory reference = node.activation().derivativeFollowsFromOutput() ? y.tensor() : x.tensor();
        FormattedMemory gradient = y.gradient();
        FormattedMemory contribution = x.contributeInPlaceOf(y);
        backward = Activations.backward(compilation, node.name(), node.activation(), reference, gradient, contribution);
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        y.collect();
        if (x.isWanted(inputs)) {
            backward.run();
        }
    }

    @Override
    public boolean isCurved() {
        return SlopeStep.isCurved(node.activation());
    }

    @Override
    public Step tangent(TangentValues values) {
        FormattedMemory reference = node.activation().derivativeFollowsFromOutput() ? y.tensor() : x.tensor();
        return new SlopeStep(values, node.name(), node.activation(), reference, y, values.tangent(x));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new ActivationStep(values.over(y), node, values.adjoint(x));
    }
}
