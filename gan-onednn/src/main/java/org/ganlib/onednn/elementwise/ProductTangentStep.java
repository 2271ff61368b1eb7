package org.ganlib.onednn.elementwise;

import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/**
 * The tangent of a product y = ab, ẏ = ȧb + aḃ. With the adjoint t of ẏ, the adjoints of ȧ and ḃ
 * are bt and at; the adjoints p of a and b receive ḃt and ȧt.
 */
final class ProductTangentStep implements Step {
    private final TangentValues values;
    private final String name;
    private final Value a;
    private final Value b;
    private final Value tangentOfA;
    private final Value tangentOfB;
    private final Value y;
    private final Operation first;
    private final Operation second;
    private final Operation sum;
    private final Operation[] backward = new Operation[4];

    ProductTangentStep(TangentValues values, Node.Product node, Value a, Value b, Value original) {
        this.values = values;
        this.a = a;
        this.b = b;
        name = node.name();
        tangentOfA = values.tangent(a);
        tangentOfB = values.tangent(b);
        Compilation compilation = values.compilation();
        y = compilation.value(name, node.shape(), original.format(), tangentOfA, tangentOfB);
        FormattedMemory part = FormattedMemory.allocate(compilation.arena(), original.format());
        FormattedMemory rest = FormattedMemory.allocate(compilation.arena(), original.format());
        first = BinaryOperation.product(compilation, name, tangentOfA.memory(), b.memory(), part);
        second = BinaryOperation.product(compilation, name, a.memory(), tangentOfB.memory(), rest);
        sum = BinaryOperation.sum(compilation, name, part, rest, y.memory());
    }

    @Override
    public Value output() {
        return y;
    }

    @Override
    public void forward() {
        first.run();
        second.run();
        sum.run();
    }

    @Override
    public void prepareBackward() {
        Compilation compilation = values.compilation();
        FormattedMemory t = y.gradient();
        backward[0] = BinaryOperation.product(compilation, name, t, b.memory(), tangentOfA.newContribution());
        backward[1] = BinaryOperation.product(compilation, name, t, a.memory(), tangentOfB.newContribution());
        FormattedMemory ofA = FormattedMemory.allocate(compilation.arena(), t.format());
        FormattedMemory ofB = FormattedMemory.allocate(compilation.arena(), t.format());
        backward[2] = BinaryOperation.product(compilation, name, t, tangentOfB.memory(), ofA);
        backward[3] = BinaryOperation.product(compilation, name, t, tangentOfA.memory(), ofB);
        values.adjoint(a).contribute(ofA, Value.Access.EXCLUSIVE);
        values.adjoint(b).contribute(ofB, Value.Access.EXCLUSIVE);
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        for (Operation operation : backward) {
            operation.run();
        }
    }
}
