package org.ganlib.onednn.dense;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.Node;
import org.ganlib.onednn.activation.ActivationKernels;
import org.ganlib.onednn.activation.ActivationTangentStep;
import org.ganlib.onednn.activation.FusedActivationGradient;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.ColumnSums;
import org.ganlib.onednn.primitive.Matmul;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.primitive.Sgemm;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.GradientTarget;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/**
 * y = σ(xW + b), the nonlinearity and the bias within the matrix product. The flat vector holds W
 * column by column, which is the row-major order of Wᵀ; kernels read it as it lies there.
 */
public final class DenseStep implements DifferentiableStep {
    /**
     * Fewer inputs or outputs do not fill a register of a kernel that lays them out side by side.
     */
    private static final int FEW = 16;

    /** The kernel behind a plain product, where it is no reference. */
    private static final String PLAIN_PRODUCT = "x64:gemm:jit";

    /** Of weights whose gradient is worth leaving to its reader. */
    private static final int MANY = 1 << 16;

    /**
     * In a piece of a weight gradient: a quarter of a megabyte of them, which leaves room in the
     * second cache.
     */
    private static final int PIECE = 1 << 16;

    private final Compilation compilation;
    private final Node.Dense node;
    private final Value x;
    private final Value y;
    private final Operations forward = new Operations();
    private final FusedActivationGradient activation;
    /** The gradient by the numbers that the activation function was applied to. */
    private FormattedMemory gradient;

    private final ColumnOrder columns;
    private final Operations weightGradient = new Operations();
    private Operation keepInput;
    private Operation biasGradient;
    private final Operations inputGradient = new Operations();

    /** @param columns in which order the columns of x lie, if not as the layer's weights do */
    public DenseStep(Compilation compilation, Node.Dense node, Value x, Optional<ColumnOrder> columns) {
        this.compilation = compilation;
        this.node = node;
        this.x = x;
        this.columns = columns.orElse(null);
        y = compilation.layerValue(node.name(), node.shape(), OneDnn.matrix(compilation.batch(), node.outputs()));
        activation = new FusedActivationGradient(compilation, node.name(), node.activation(), y);
        prepareForward();
    }

    /**
     * Whether that is a layer whose weights are better brought into the order of its input than the
     * other way round.
     */
    public static boolean takesAnyOrder(Node node) {
        return node instanceof Node.Dense dense && dense.outputs() < FEW;
    }

    @Override
    public Value output() {
        return y;
    }

    private void prepareForward() {
        if (node.outputs() > 1 && node.outputs() < FEW && columns == null) {
            prepareFewOutputsForward();
            return;
        }
        memory.desc weights = OneDnn.transposedMatrix(node.inputs(), node.outputs());
        memory.desc bias = node.bias() ? OneDnn.matrix(1, node.outputs()) : OneDnn.ABSENT;
        primitive_attr attributes = ActivationKernels.fused(node.activation());
        matmul.primitive_desc kernel =
                new matmul.primitive_desc(OneDnn.PROCESSOR, x.format(), weights, bias, y.format(), attributes, false);
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), kernel), new matmul(kernel))
                .with(DNNL_ARG_SRC, x.tensor())
                .with(DNNL_ARG_WEIGHTS, weights(weights))
                .with(DNNL_ARG_DST, y.tensor());
        if (node.bias()) {
            operation.with(DNNL_ARG_BIAS, compilation.parameter(node.layer() + "/b", bias));
        }
        forward.add(operation.in(compilation.arena()));
    }

    /**
     * yᵀ = σ(Wᵀxᵀ + b), whose rows are long where those of y are short. Matrices of three
     * dimensions, because of two there is no fast kernel that adds a column.
     */
    private void prepareFewOutputsForward() {
        Arena arena = compilation.arena();
        int batch = compilation.batch();
        memory.desc weights = OneDnn.matrices(1, node.outputs(), node.inputs());
        memory.desc input = OneDnn.transposedMatrices(1, node.inputs(), batch);
        memory.desc output = OneDnn.matrices(1, node.outputs(), batch);
        memory.desc bias = OneDnn.matrices(1, node.outputs(), 1);
        post_ops after = new post_ops();
        if (node.bias()) {
            after.append_binary(algorithm.binary_add, bias);
        }
        ActivationKernels.appendTo(after, node.activation());
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        matmul.primitive_desc kernel =
                new matmul.primitive_desc(OneDnn.PROCESSOR, weights, input, output, attributes, false);
        FormattedMemory transposed = FormattedMemory.allocate(arena, OneDnn.transposedMatrix(batch, node.outputs()));
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), kernel), new matmul(kernel))
                .with(DNNL_ARG_SRC, compilation.parameter(node.layer() + "/W", weights))
                .with(DNNL_ARG_WEIGHTS, x.tensor().as(input))
                .with(DNNL_ARG_DST, transposed.as(output));
        if (node.bias()) {
            int added = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1;
            operation.with(added, compilation.parameter(node.layer() + "/b", bias));
        }
        forward.add(operation.in(arena));
        forward.add(Reorder.operation(arena, node.name(), transposed, y.tensor()));
    }

    /** The weights in the order of x, as a matrix of that format. */
    private FormattedMemory weights(memory.desc format) {
        return columns == null
                ? compilation.parameter(node.layer() + "/W", format)
                : compilation
                        .weights(node.layer(), columns.plain(node.outputs()), columns.format(node.outputs()))
                        .as(format);
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void prepareBackward() {
        gradient = activation.prepare();
        prepareWeightGradient(gradient);
        biasGradient = node.bias()
                ? ColumnSums.operation(
                        compilation.kernels(),
                        node.name() + ", to bias",
                        gradient,
                        compilation.batch(),
                        node.outputs(),
                        compilation.gradientOf(node.layer() + "/b", OneDnn.matrix(1, node.outputs())))
                : null;
        prepareInputGradient(gradient, x.contribute());
    }

    /**
     * dx = dz Wᵀ, which is what a layer computes that takes dz and gives x. oneDNN has a faster
     * kernel for it than for the bare product.
     */
    private void prepareInputGradient(FormattedMemory gradient, FormattedMemory target) {
        if (node.inputs() < FEW && columns == null) {
            prepareFewInputsGradient(gradient, target);
            return;
        }
        memory.desc weights = OneDnn.transposedMatrix(node.inputs(), node.outputs());
        inner_product_forward.primitive_desc kernel = new inner_product_forward.primitive_desc(
                OneDnn.PROCESSOR, prop_kind.forward_training, gradient.format(), weights, x.format());
        String name = compilation.checked(node.name() + ", to input", kernel);
        inputGradient.add(PrimitiveOperation.of(name, new inner_product_forward(kernel))
                .with(DNNL_ARG_SRC, gradient)
                .with(DNNL_ARG_WEIGHTS, weights(weights))
                .with(DNNL_ARG_DST, target)
                .in(compilation.arena()));
    }

    /** dxᵀ = W dzᵀ, whose rows are long where those of dx are short. */
    private void prepareFewInputsGradient(FormattedMemory gradient, FormattedMemory target) {
        Arena arena = compilation.arena();
        String name = node.name() + ", to input";
        memory.desc weights = OneDnn.transposedMatrix(node.inputs(), node.outputs());
        memory.desc transposed = OneDnn.transposedMatrix(node.outputs(), compilation.batch());
        memory.desc result = OneDnn.matrix(node.inputs(), compilation.batch());
        FormattedMemory written =
                FormattedMemory.allocate(arena, OneDnn.transposedMatrix(compilation.batch(), node.inputs()));
        inputGradient.add(Matmul.of(compilation.kernels(), name, weights, transposed, result)
                .at(weights(weights), gradient.as(transposed), written.as(result)));
        Reorder.bring(arena, name, written, target, inputGradient);
    }

    /**
     * dWᵀ = dzᵀx, in the row-major order in which the flat vector holds it. That is also the weight
     * gradient of a layer that would take dz and give x: asked for that way round oneDNN takes
     * another kernel, which is faster unless there are few units. Where there are few inputs dW is
     * computed, whose rows are long where those of dWᵀ are short.
     */
    private void prepareWeightGradient(FormattedMemory gradient) {
        if (columns == null && Sgemm.IS_FAST && (node.outputs() == 1 || node.inputs() <= FEW)) {
            preparePlainWeightGradient(gradient);
            return;
        }
        boolean fewInputs = node.inputs() < FEW && columns == null;
        boolean asWired = fewInputs || node.outputs() < FEW;
        memory.desc weights = asWired
                ? OneDnn.matrix(node.outputs(), node.inputs())
                : OneDnn.transposedMatrix(node.inputs(), node.outputs());
        memory.desc computed = fewInputs ? OneDnn.transposedMatrix(node.outputs(), node.inputs()) : weights;
        FormattedMemory taken = asWired ? x.tensor() : gradient;
        FormattedMemory given = asWired ? gradient : x.tensor();
        inner_product_forward.primitive_desc hint = new inner_product_forward.primitive_desc(
                OneDnn.PROCESSOR, prop_kind.forward_training, taken.format(), computed, given.format());
        inner_product_backward_weights.primitive_desc kernel = new inner_product_backward_weights.primitive_desc(
                OneDnn.PROCESSOR, taken.format(), computed, given.format(), hint);
        String name = node.name() + ", to weights";
        Arena arena = compilation.arena();
        String segment = node.layer() + "/W";
        if (!asWired
                && isLeftToItsReader(gradient)
                && kernel.impl_info_str().getString().startsWith(PLAIN_PRODUCT)) {
            compilation.checked(name, kernel);
            cutIntoPieces(gradient, compilation.placeOfGradient(segment, weights), segment);
            return;
        }
        FormattedMemory target =
                compilation.gradientOf(segment, columns == null ? weights : columns.plain(node.outputs()));
        FormattedMemory written = columns == null
                ? Reorder.roomFor(arena, computed, target)
                : FormattedMemory.allocate(arena, columns.format(node.outputs()));
        weightGradient.add(
                PrimitiveOperation.of(compilation.checked(name, kernel), new inner_product_backward_weights(kernel))
                        .with(DNNL_ARG_SRC, taken)
                        .with(DNNL_ARG_DIFF_DST, given)
                        .with(DNNL_ARG_DIFF_WEIGHTS, written.as(computed))
                        .in(arena));
        Reorder.bring(arena, name, written, target, weightGradient);
    }

    /**
     * Of one unit dWᵀ = dzᵀx, a vector times a matrix; of no more inputs than a register holds dW =
     * xᵀdz.
     */
    private void preparePlainWeightGradient(FormattedMemory gradient) {
        Arena arena = compilation.arena();
        int batch = compilation.batch();
        String name = node.name() + ", to weights";
        FormattedMemory target =
                compilation.gradientOf(node.layer() + "/W", OneDnn.matrix(node.outputs(), node.inputs()));
        if (node.outputs() == 1) {
            weightGradient.add(Sgemm.of(name, 1, node.inputs(), batch).at(gradient, x.tensor(), target));
            return;
        }
        FormattedMemory written =
                FormattedMemory.allocate(arena, OneDnn.transposedMatrix(node.outputs(), node.inputs()));
        weightGradient.add(Sgemm.ofTransposed(name, node.inputs(), node.outputs(), batch, node.inputs())
                .at(x.tensor(), gradient, written));
        Reorder.bring(arena, name, written, target, weightGradient);
    }

    /**
     * Whether nobody will write to the operands of a large weight gradient before they are used in
     * another pass.
     */
    private boolean isLeftToItsReader(FormattedMemory gradient) {
        return (long) node.inputs() * node.outputs() >= MANY
                && columns == null
                && (gradient != y.gradient() || y.gradientIsWritable());
    }

    private void cutIntoPieces(FormattedMemory gradient, GradientTarget place, String segment) {
        FormattedMemory input = x.tensor();
        if (x.tensor().moves()) {
            // What callers give may change once the pass is closed.
            input = FormattedMemory.allocate(compilation.arena(), x.format());
            keepInput = Reorder.operation(compilation.arena(), node.name() + ", input", x.tensor(), input);
        }
        List<DenseGradientSlice> pieces = new ArrayList<>();
        int count = Math.toIntExact(((long) node.inputs() * node.outputs() + PIECE - 1) / PIECE);
        int rows = (node.outputs() + count - 1) / count;
        for (int row = 0; row < node.outputs(); row += rows) {
            long first = compilation.offset(segment) + (long) row * node.inputs();
            int size = Math.min(rows, node.outputs() - row);
            pieces.add(new DenseGradientSlice(node, compilation.batch(), first, row, size, gradient, input, place));
        }
        compilation.deferred().add(pieces, compilation.parameters());
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        activation.run();
        if (parameters) {
            weightGradient.run();
            if (keepInput != null) {
                keepInput.run();
            }
            if (biasGradient != null) {
                biasGradient.run();
            }
        }
        if (x.isWanted(inputs)) {
            inputGradient.run();
        }
    }

    @Override
    public boolean isCurved() {
        return ActivationTangentStep.isCurved(node.activation());
    }

    @Override
    public boolean hasLinearMap() {
        return true;
    }

    @Override
    public Step tangent(TangentValues values) {
        Node.Dense linear = new Node.Dense(
                node.name(),
                node.layer(),
                node.source(),
                node.inputs(),
                node.outputs(),
                false,
                ActivationFunction.IDENTITY);
        Step step = new DenseStep(values.compilation(), linear, values.tangent(x), Optional.ofNullable(columns));
        return ActivationTangentStep.after(step, values, node.activation(), y, gradient);
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new DenseStep(values.over(y), node, values.adjoint(x), Optional.ofNullable(columns));
    }
}
