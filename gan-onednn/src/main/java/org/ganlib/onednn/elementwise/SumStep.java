package org.ganlib.onednn.elementwise;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.sum;
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

/** The elementwise sum of several values. */
public final class SumStep implements DifferentiableStep {
    private final Node.Sum node;
    private final List<Value> sources;
    private final Value y;
    private final Operation forward;

    /**
     * Makes the kernel of the forward pass.
     *
     * @param sources values of one format
     */
    public SumStep(Compilation compilation, Node.Sum node, List<Value> sources) {
        this.node = node;
        this.sources = sources;
        y = compilation.value(node.name(), node.shape(), sources.get(0).format(), sources);
        memory_desc_vector formats = new memory_desc_vector();
        sources.forEach(s -> formats.push_back(s.format()));
        float[] ones = new float[sources.size()];
        Arrays.fill(ones, 1);
        sum.primitive_desc kernel = new sum.primitive_desc(OneDnn.PROCESSOR, y.format(), ones, formats);
        PrimitiveOperation.Builder operation =
                PrimitiveOperation.of(compilation.checked(node.name(), kernel), new sum(kernel));
        for (int i = 0; i < sources.size(); i++) {
            operation.with(DNNL_ARG_MULTIPLE_SRC + i, sources.get(i).memory());
        }
        forward = operation.with(DNNL_ARG_DST, y.memory()).in(compilation.arena());
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
        Value.Access access = sources.size() == 1 ? y.gradientAccess() : Value.Access.SHARED;
        sources.forEach(s -> s.contribute(gradient, access));
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
    }

    @Override
    public Step tangent(TangentValues values) {
        return new SumStep(values.compilation(), node, values.tangents(sources));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new SumStep(values.over(y), node, values.adjoints(sources));
    }
}
