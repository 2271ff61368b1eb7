package org.ganlib.onednn.shape;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.memory_desc_vector;
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/** The concatenation of several values along the channels. */
public final class MergeStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Merge node;
    private final List<Value> sources;
    private final Value y;
    private final Operation forward;
    private final List<Operation> backward = new ArrayList<>();

    /**
     * Makes the kernel of the forward pass.
     *
     * @param sources values in row-major formats
     */
    public MergeStep(Compilation compilation, Node.Merge node, List<Value> sources) {
        this.compilation = compilation;
        this.node = node;
        this.sources = sources;
        y = compilation.value(node.name(), node.shape(), OneDnn.plain(node.shape(), compilation.batch()), sources);
        memory_desc_vector formats = new memory_desc_vector();
        sources.forEach(s -> formats.push_back(s.format()));
        concat.primitive_desc kernel = new concat.primitive_desc(OneDnn.PROCESSOR, y.format(), 1, formats);
        PrimitiveOperation.Builder operation =
                PrimitiveOperation.of(compilation.checked(node.name(), kernel), new concat(kernel));
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
        int first = 0;
        for (Value source : sources) {
            FormattedMemory slice = ChannelSlice.of(gradient, source.shape(), compilation.batch(), first);
            backward.add(Reorder.operation(
                    compilation.arena(), node.name() + ", backward", slice, source.newContribution()));
            first += source.shape().channels();
        }
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        for (int i = 0; i < backward.size(); i++) {
            if (sources.get(i).needsGradient(wanted)) {
                backward.get(i).run();
            }
        }
    }

    @Override
    public Step tangent(TangentValues values) {
        return new MergeStep(values.compilation(), node, values.tangents(sources));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new MergeStep(values.over(y), node, values.adjoints(sources));
    }
}
