package org.ganlib.onednn.step;

import org.bytedeco.dnnl.memory;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Reorder;

/** The copy of a value into another memory format. */
public final class ReorderStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Value x;
    private final Value y;
    private final Operation forward;
    private Operation backward;

    public ReorderStep(Compilation compilation, Value x, memory.desc format) {
        this.compilation = compilation;
        this.x = x;
        y = compilation.value(x.name(), x.shape(), format, x);
        forward = Reorder.operation(compilation.arena(), x.name(), x.memory(), y.memory());
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
        backward = Reorder.operation(compilation.arena(), x.name() + ", backward", y.gradient(), x.newContribution());
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
        return new ReorderStep(values.compilation(), values.tangent(x), y.format());
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new ReorderStep(values.over(y), values.adjoint(x), y.format());
    }
}
