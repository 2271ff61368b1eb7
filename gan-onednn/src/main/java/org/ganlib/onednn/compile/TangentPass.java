package org.ganlib.onednn.compile;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.ParameterMemory;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;
import org.ganlib.tensor.Tensor;

/**
 * The mixed second-order product of a compiled pass, ∂⟨v, ∇ₓ⟨u, f(x; θ)⟩⟩/∂θ = ∂⟨u, J v⟩/∂θ, in
 * three sweeps. The first computes the tangent ẏ of each value y from ẋ = v. The second runs the
 * tangents backward from u: it carries their adjoints t, computes the weight gradients ẋᵀt, and
 * finds what each curved step adds to the adjoints p of the values. The third runs the values
 * backward with p alone.
 *
 * <p>Between the output and the last curved step p is 0, so that a piecewise linear network without
 * batch normalisation needs no third sweep. Nor does it need the second: t is the gradient that the
 * last backward pass has left, and only the weight gradients are computed. In other networks that
 * pass has overwritten some of these gradients, and t is computed again, in other memory.
 *
 * <p>The values, dropout masks and batch statistics are those that the forward pass left in memory.
 */
final class TangentPass {
    private final ParameterMemory parameters;
    private final Compilation tangentCompilation;
    private final Compilation adjointCompilation;
    private final List<FormattedMemory> directions = new ArrayList<>();
    private final List<Step> tangents = new ArrayList<>();
    /** The steps of the second sweep, from the last to the first. */
    private final List<Step> backward = new ArrayList<>();

    /** The steps of the third sweep, from the last to the first. */
    private final List<Step> adjoints = new ArrayList<>();

    /**
     * @param compilation the compilation of the pass
     * @param steps the steps of the pass
     * @param inputs the values that its steps read first
     * @param output the value whose gradient a backward pass is given
     * @param outputGradient the memory that holds that gradient, u, when the product is computed
     */
    TangentPass(
            Compilation compilation,
            List<DifferentiableStep> steps,
            List<Value> inputs,
            Value output,
            FormattedMemory outputGradient) {
        parameters = compilation.parameters();
        boolean curved = steps.stream().anyMatch(DifferentiableStep::isCurved);
        tangentCompilation = compilation.in(compilation.arena());
        adjointCompilation = compilation.in(compilation.arena());
        TangentValues values = new TangentValues(tangentCompilation, adjointCompilation, !curved);
        for (Value input : inputs) {
            FormattedMemory direction = FormattedMemory.allocate(compilation.arena(), input.format());
            directions.add(direction);
            values.put(
                    input,
                    Value.constant(
                            tangentCompilation.kernels(), input.name(), input.shape(), compilation.batch(), direction));
        }
        for (DifferentiableStep step : steps) {
            Step tangent = step.tangent(values);
            tangents.add(tangent);
            values.put(step.output(), tangent.output());
        }
        values.tangent(output).contribute(outputGradient, false);
        for (int i = tangents.size() - 1; i >= 0; i--) {
            if (curved || steps.get(i).hasLinearMap()) {
                tangents.get(i).prepareBackward();
                backward.add(tangents.get(i));
            }
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            DifferentiableStep step = steps.get(i);
            if (values.adjoint(step.output()).hasReaders()) {
                Step adjoint = step.adjoint(values);
                adjoint.prepareBackward();
                adjoints.add(adjoint);
            }
        }
        tangentCompilation.gradientPlaces().forEach(place -> place.aim(true));
        adjointCompilation.gradientPlaces().forEach(place -> place.aim(true));
    }

    /**
     * Computes the product.
     *
     * @param input the index of the input that v belongs to
     * @param add adds the scratch vector to the network's gradients
     */
    void run(int input, Tensor v, Operation add) {
        for (int i = 0; i < directions.size(); i++) {
            if (i == input) {
                directions.get(i).load(v);
            } else {
                directions.get(i).clear();
            }
        }
        parameters.clearScratch();
        for (int i = 0; i < tangents.size(); i++) {
            tangents.get(i).forward();
        }
        for (int i = 0; i < backward.size(); i++) {
            backward.get(i).backward(true, false);
        }
        settle(tangentCompilation);
        add.run();
        if (!adjoints.isEmpty()) {
            parameters.clearScratch();
            for (int i = 0; i < adjoints.size(); i++) {
                adjoints.get(i).backward(true, false);
            }
            settle(adjointCompilation);
            add.run();
        }
    }

    private static void settle(Compilation compilation) {
        compilation.deferred().defer();
        compilation.deferred().settle();
    }
}
