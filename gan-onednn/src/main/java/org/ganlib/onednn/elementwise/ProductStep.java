package org.ganlib.onednn.elementwise;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
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
        forward = product(compilation, node.name(), a.memory(), b.memory(), y.memory());
    }

    /** The product of two memories of one format. */
    static Operation product(
            Compilation compilation, String name, FormattedMemory one, FormattedMemory other, FormattedMemory result) {
        return of(compilation, name, algorithm.binary_mul, one, other, result);
    }

    /** The sum of two memories of one format. */
    static Operation sum(
            Compilation compilation, String name, FormattedMemory one, FormattedMemory other, FormattedMemory result) {
        return of(compilation, name, algorithm.binary_add, one, other, result);
    }

    private static Operation of(
            Compilation compilation,
            String name,
            algorithm function,
            FormattedMemory one,
            FormattedMemory other,
            FormattedMemory result) {
        binary.primitive_desc kernel =
                new binary.primitive_desc(OneDnn.PROCESSOR, function, one.format(), other.format(), result.format());
        return PrimitiveOperation.of(compilation.checked(name, kernel), new binary(kernel))
                .with(DNNL_ARG_SRC_0, one)
                .with(DNNL_ARG_SRC_1, other)
                .with(DNNL_ARG_DST, result)
                .in(compilation.arena());
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
        toA = product(compilation, node.name(), gradient, b.memory(), a.newContribution());
        toB = product(compilation, node.name(), gradient, a.memory(), b.newContribution());
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
