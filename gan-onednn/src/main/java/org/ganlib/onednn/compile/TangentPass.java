package org.ganlib.onednn.compile;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.GradientTarget.Destination;
import org.ganlib.onednn.step.ParameterMemory;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;
import org.ganlib.tensor.Tensor;

/**
 * The mixed second-order product of a compiled network, ∂⟨v, ∇ₓ⟨u, f(x; θ)⟩⟩/∂θ = ∂⟨u, J v⟩/∂θ, in
 * three sweeps over its steps.
 *
 * <ol>
 *   <li>The tangent ẏ of each value y is computed forward from ẋ = v.
 *   <li>The tangents run backward from u. This sweep carries their adjoints t, computes the weight
 *       gradients ẋᵀt, and finds what each curved step contributes to the adjoints p of the values.
 *   <li>The values run backward with p alone.
 * </ol>
 *
 * <p>Between the output and the last curved step p is 0, so that a piecewise linear network without
 * batch normalisation needs no third sweep. Nor does such a network need the second: t is the
 * gradient that the last backward pass has left, and only the weight gradients are computed. In
 * other networks that backward pass has overwritten some of these gradients, and t is computed
 * again, in other memory.
 *
 * <p>All sweeps use the values, dropout masks and batch statistics that the forward pass has left
 * in memory.
 */
final class TangentPass {
    private final ParameterMemory parameters;
    private final Compilation tangentCompilation;
    private final Compilation adjointCompilation;
    /** The tangents ẋ of the inputs. */
    private final List<FormattedMemory> directions = new ArrayList<>();
    /** The steps of the first sweep. */
    private final List<Step> tangents = new ArrayList<>();
    /** The steps of the second sweep, from the last to the first. */
    private final List<Step> backward = new ArrayList<>();

    /** The steps of the third sweep, from the last to the first. */
    private final List<Step> adjoints = new ArrayList<>();

    /**
     * Makes the steps of all sweeps.
     *
     * @param compilation the compilation of the network
     * @param steps the steps of the network
     * @param inputs the inputs of the network
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
        boolean reusesGradients = !curved;
        tangentCompilation = compilation.in(compilation.arena());
        adjointCompilation = compilation.in(compilation.arena());
        TangentValues values = new TangentValues(tangentCompilation, adjointCompilation, reusesGradients);
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
        values.tangent(output).contribute(outputGradient, Value.Access.SHARED);
        for (int i = tangents.size() - 1; i >= 0; i--) {
            if (curved || steps.get(i).hasLinearMap()) {
                tangents.get(i).prepareBackward();
                backward.add(tangents.get(i));
            }
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            DifferentiableStep step = steps.get(i);
            if (values.adjoint(step.output()).hasContributions()) {
                Step adjoint = step.adjoint(values);
                adjoint.prepareBackward();
                adjoints.add(adjoint);
            }
        }
        tangentCompilation.gradientTargets().forEach(target -> target.writeTo(Destination.SCRATCH));
        adjointCompilation.gradientTargets().forEach(target -> target.writeTo(Destination.SCRATCH));
    }

    /**
     * Computes the product.
     *
     * @param input the index of the input that v belongs to
     * @param addScratch adds the scratch vector to the network's gradients
     */
    void run(int input, Tensor v, Operation addScratch) {
        for (int i = 0; i < directions.size(); i++) {
            if (i == input) {
                directions.get(i).copyFrom(v);
            } else {
                directions.get(i).clear();
            }
        }
        parameters.clearScratch();
        for (int i = 0; i < tangents.size(); i++) {
            tangents.get(i).forward();
        }
        for (int i = 0; i < backward.size(); i++) {
            backward.get(i).backward(Wanted.PARAMETERS);
        }
        settle(tangentCompilation);
        addScratch.run();
        if (!adjoints.isEmpty()) {
            parameters.clearScratch();
            for (int i = 0; i < adjoints.size(); i++) {
                adjoints.get(i).backward(Wanted.PARAMETERS);
            }
            settle(adjointCompilation);
            addScratch.run();
        }
    }

    private static void settle(Compilation compilation) {
        compilation.deferredGradients().defer();
        compilation.deferredGradients().settle();
    }
}
