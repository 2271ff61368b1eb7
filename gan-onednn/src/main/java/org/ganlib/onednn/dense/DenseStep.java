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
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
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
 * A dense layer, y = σ(xW + b). The kernel of the matrix product also adds the bias and applies the
 * activation function. The parameter vector holds W column by column, which is the row-major order
 * of Wᵀ, and kernels read it where it lies.
 *
 * <p>oneDNN's kernels are fast for matrices whose rows fill a vector register. Where a layer has
 * few inputs or outputs, the transposed product is computed, because its rows are long.
 */
public final class DenseStep implements DifferentiableStep {
    /** The floats in a vector register. Rows of fewer inputs or outputs do not fill one. */
    private static final int REGISTER_FLOATS = 16;

    /** The name of oneDNN's optimised implementation of {@code dnnl_sgemm}. */
    private static final String SGEMM = "x64:gemm:jit";

    /** Weight matrices of at least this many elements have their gradient deferred. */
    private static final int DEFERRED_GRADIENT_THRESHOLD = 1 << 16;

    /**
     * The greatest number of elements in a slice of a deferred gradient. A quarter of a megabyte
     * leaves room for the operands in the second-level cache.
     */
    private static final int SLICE_ELEMENTS = 1 << 16;

    private final Compilation compilation;
    private final Node.Dense node;
    private final Value x;
    private final Value y;
    private final Operations forward = new Operations();
    private final FusedActivationGradient activation;
    /** The gradient before the activation function, in the last backward pass. */
    private FormattedMemory gradient;

    /** The order of the columns of x, or null if they lie in the order of the layer's weights. */
    private final ColumnOrder columns;

    private final Operations weightGradient = new Operations();
    /** Copies an input that callers may overwrite before the deferred gradient is computed. */
    private Operation keepInput;

    private Operation biasGradient;
    private final Operations inputGradient = new Operations();

    /**
     * Makes the kernels of the forward pass.
     *
     * @param x a matrix with one row per example
     * @param columns the order of the columns of x, if it is not that of the layer's weights
     */
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
     * Tells whether a node is a dense layer that reads inputs in any order of their columns. It has
     * few weights, and reordering these is cheaper than reordering every example.
     */
    public static boolean takesAnyOrder(Node node) {
        return node instanceof Node.Dense dense && dense.outputs() < REGISTER_FLOATS;
    }

    @Override
    public Value output() {
        return y;
    }

    private void prepareForward() {
        if (node.outputs() > 1 && node.outputs() < REGISTER_FLOATS && columns == null) {
            prepareFewOutputsForward();
            return;
        }
        memory.desc weights = OneDnn.transposedMatrix(node.inputs(), node.outputs());
        memory.desc bias = node.bias() ? OneDnn.matrix(1, node.outputs()) : OneDnn.ABSENT;
        primitive_attr attributes = ActivationKernels.fused(node.activation());
        matmul.primitive_desc kernel = new matmul.primitive_desc(
                OneDnn.PROCESSOR, x.format(), weights, bias, y.format(), attributes, OneDnn.DISALLOW_EMPTY);
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), kernel), new matmul(kernel))
                .with(DNNL_ARG_SRC, x.memory())
                .with(DNNL_ARG_WEIGHTS, weights(weights))
                .with(DNNL_ARG_DST, y.memory());
        if (node.bias()) {
            operation.with(DNNL_ARG_BIAS, compilation.parameter(node.layer() + "/b", bias));
        }
        forward.add(operation.in(compilation.arena()));
    }

    /**
     * Computes yᵀ = σ(Wᵀxᵀ + b), whose rows are long where those of y are short. The matrices have
     * a third dimension of size 1, because oneDNN has no fast kernel that adds a column to a matrix
     * of two.
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
                new matmul.primitive_desc(OneDnn.PROCESSOR, weights, input, output, attributes, OneDnn.DISALLOW_EMPTY);
        FormattedMemory transposed = FormattedMemory.allocate(arena, OneDnn.transposedMatrix(batch, node.outputs()));
        PrimitiveOperation.Builder operation = PrimitiveOperation.of(
                        compilation.checked(node.name(), kernel), new matmul(kernel))
                .with(DNNL_ARG_SRC, compilation.parameter(node.layer() + "/W", weights))
                .with(DNNL_ARG_WEIGHTS, x.memory().as(input))
                .with(DNNL_ARG_DST, transposed.as(output));
        if (node.bias()) {
            int added = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1;
            operation.with(added, compilation.parameter(node.layer() + "/b", bias));
        }
        forward.add(operation.in(arena));
        forward.add(Reorder.operation(arena, node.name(), transposed, y.memory()));
    }

    /** The weights in the order of the columns of x, as a matrix of the given format. */
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
        prepareInputGradient(gradient, x.newContribution());
    }

    /**
     * Computes dx = dz Wᵀ as the forward pass of a layer that reads dz and computes x. oneDNN has a
     * faster kernel for such a layer than for the plain product.
     */
    private void prepareInputGradient(FormattedMemory gradient, FormattedMemory target) {
        if (node.inputs() < REGISTER_FLOATS && columns == null) {
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

    /** Computes dxᵀ = W dzᵀ, whose rows are long where those of dx are short. */
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
        Reorder.addCopy(arena, name, written, target, inputGradient);
    }

    /**
     * Computes dWᵀ = dzᵀx in the row-major order in which the gradient vector holds it. This is
     * also the weight gradient of a layer that reads dz and computes x. oneDNN has another kernel
     * for that layer, which is faster unless there are few units. Where there are few inputs, dW is
     * computed, whose rows are long where those of dWᵀ are short.
     */
    private void prepareWeightGradient(FormattedMemory gradient) {
        if (columns == null && Sgemm.IS_FAST && (node.outputs() == 1 || node.inputs() <= REGISTER_FLOATS)) {
            prepareSgemmWeightGradient(gradient);
            return;
        }
        boolean fewInputs = node.inputs() < REGISTER_FLOATS && columns == null;
        boolean asThisLayer = fewInputs || node.outputs() < REGISTER_FLOATS;
        memory.desc weights = asThisLayer
                ? OneDnn.matrix(node.outputs(), node.inputs())
                : OneDnn.transposedMatrix(node.inputs(), node.outputs());
        memory.desc computed = fewInputs ? OneDnn.transposedMatrix(node.outputs(), node.inputs()) : weights;
        FormattedMemory layerInput = asThisLayer ? x.memory() : gradient;
        FormattedMemory outputGradient = asThisLayer ? gradient : x.memory();
        inner_product_forward.primitive_desc hint = new inner_product_forward.primitive_desc(
                OneDnn.PROCESSOR, prop_kind.forward_training, layerInput.format(), computed, outputGradient.format());
        inner_product_backward_weights.primitive_desc kernel = new inner_product_backward_weights.primitive_desc(
                OneDnn.PROCESSOR, layerInput.format(), computed, outputGradient.format(), hint);
        String name = node.name() + ", to weights";
        Arena arena = compilation.arena();
        String segment = node.layer() + "/W";
        if (!asThisLayer
                && mayDefer(gradient)
                && kernel.impl_info_str().getString().startsWith(SGEMM)) {
            compilation.checked(name, kernel);
            deferWeightGradient(gradient, compilation.gradientTarget(segment, weights), segment);
            return;
        }
        FormattedMemory target =
                compilation.gradientOf(segment, columns == null ? weights : columns.plain(node.outputs()));
        FormattedMemory written = columns == null
                ? Reorder.outputFor(arena, computed, target)
                : FormattedMemory.allocate(arena, columns.format(node.outputs()));
        weightGradient.add(
                PrimitiveOperation.of(compilation.checked(name, kernel), new inner_product_backward_weights(kernel))
                        .with(DNNL_ARG_SRC, layerInput)
                        .with(DNNL_ARG_DIFF_DST, outputGradient)
                        .with(DNNL_ARG_DIFF_WEIGHTS, written.as(computed))
                        .in(arena));
        Reorder.addCopy(arena, name, written, target, weightGradient);
    }

    /**
     * Computes the weight gradient of one unit as dWᵀ = dzᵀx, a vector times a matrix, and that of
     * few inputs as dW = xᵀdz.
     */
    private void prepareSgemmWeightGradient(FormattedMemory gradient) {
        Arena arena = compilation.arena();
        int batch = compilation.batch();
        String name = node.name() + ", to weights";
        FormattedMemory target =
                compilation.gradientOf(node.layer() + "/W", OneDnn.matrix(node.outputs(), node.inputs()));
        if (node.outputs() == 1) {
            weightGradient.add(Sgemm.of(name, 1, node.inputs(), batch).at(gradient, x.memory(), target));
            return;
        }
        FormattedMemory written =
                FormattedMemory.allocate(arena, OneDnn.transposedMatrix(node.outputs(), node.inputs()));
        weightGradient.add(Sgemm.ofTransposed(name, node.inputs(), node.outputs(), batch, node.inputs())
                .at(x.memory(), gradient, written));
        Reorder.addCopy(arena, name, written, target, weightGradient);
    }

    /**
     * Tells whether the weight gradient may be deferred: it is large, and nothing overwrites its
     * operands before the next pass.
     */
    private boolean mayDefer(FormattedMemory gradient) {
        return (long) node.inputs() * node.outputs() >= DEFERRED_GRADIENT_THRESHOLD
                && columns == null
                && (gradient != y.gradient() || y.gradientIsWritable());
    }

    private void deferWeightGradient(FormattedMemory gradient, GradientTarget target, String segment) {
        FormattedMemory input = x.memory();
        if (x.memory().isBindable()) {
            // Callers may overwrite their inputs once the pass is closed.
            input = FormattedMemory.allocate(compilation.arena(), x.format());
            keepInput = Reorder.operation(compilation.arena(), node.name() + ", input", x.memory(), input);
        }
        List<DenseGradientSlice> slices = new ArrayList<>();
        int count = Math.toIntExact(((long) node.inputs() * node.outputs() + SLICE_ELEMENTS - 1) / SLICE_ELEMENTS);
        int rows = (node.outputs() + count - 1) / count;
        for (int row = 0; row < node.outputs(); row += rows) {
            long first = compilation.offset(segment) + (long) row * node.inputs();
            int size = Math.min(rows, node.outputs() - row);
            slices.add(new DenseGradientSlice(node, compilation.batch(), first, row, size, gradient, input, target));
        }
        compilation.deferredGradients().add(slices, compilation.parameters());
    }

    @Override
    public void backward(Wanted wanted) {
        activation.run();
        if (wanted.parameters()) {
            weightGradient.run();
            if (keepInput != null) {
                keepInput.run();
            }
            if (biasGradient != null) {
                biasGradient.run();
            }
        }
        if (x.needsGradient(wanted)) {
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
        Step step = new DenseStep(values.compilation(), node.linear(), values.tangent(x), Optional.ofNullable(columns));
        return ActivationTangentStep.after(step, values, node.activation(), y, gradient);
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new DenseStep(values.over(y), node, values.adjoint(x), Optional.ofNullable(columns));
    }
}
