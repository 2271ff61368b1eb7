package org.ganlib.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ganlib.tensor.Tensor;

/**
 * The mixed second-order product of a compiled pass, ∂⟨v, ∇ₓ⟨u, f(x; θ)⟩⟩/∂θ = ∂⟨u, J v⟩/∂θ, in
 * three sweeps. The first computes the tangent ẏ of each value y from ẋ = v. The second runs the
 * tangents backward from u: it carries their adjoints t, computes the weight gradients ẋᵀt, and
 * finds what each curved step adds to the adjoints p of the values. The third runs the values
 * backward with p alone. Below the last curved step p is 0, so that a piecewise linear network
 * without batch normalisation needs no third sweep.
 *
 * <p>The values, dropout masks and batch statistics are those that the forward pass left in memory.
 * The adjoints t lie in memory of their own, so that the gradients of the last backward pass stay.
 */
final class TangentPass {
    private static final int CHUNK = 2048;

    private final Parameters parameters;
    private final Compilation tangentCompilation;
    private final Compilation adjointCompilation;
    private final List<FormattedMemory> directions = new ArrayList<>();
    private final List<Step> tangents = new ArrayList<>();
    /** The steps of the third sweep, from the last to the first. */
    private final List<Step> adjoints = new ArrayList<>();

    private final FormattedMemory outputAdjoint;
    private final float[] chunk = new float[CHUNK];

    /**
     * @param compilation the compilation of the pass
     * @param steps the steps of the pass
     * @param inputs the values that its steps read first
     * @param output the value whose gradient a backward pass is given
     */
    TangentPass(Compilation compilation, List<DifferentiableStep> steps, List<Value> inputs, Value output) {
        parameters = compilation.parameters();
        tangentCompilation = compilation.in(compilation.arena());
        adjointCompilation = compilation.in(compilation.arena());
        TangentValues values = new TangentValues(tangentCompilation, adjointCompilation);
        for (Value input : inputs) {
            FormattedMemory direction = FormattedMemory.allocate(compilation.arena(), input.format());
            directions.add(direction);
            values.put(input, new Value(tangentCompilation, input.name(), input.shape(), direction, false, false));
        }
        for (DifferentiableStep step : steps) {
            Step tangent = step.tangent(values);
            tangents.add(tangent);
            values.put(step.output(), tangent.output());
        }
        outputAdjoint = FormattedMemory.allocate(compilation.arena(), output.format());
        values.tangent(output).contribute(outputAdjoint, false);
        for (int i = tangents.size() - 1; i >= 0; i--) {
            tangents.get(i).prepareBackward();
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
     * @param u the output gradient
     * @param add adds the scratch vector to the network's gradients
     */
    void run(int input, Tensor v, float[] u, Operation add) {
        for (int i = 0; i < directions.size(); i++) {
            if (i == input) {
                copy(v, directions.get(i).buffer());
            } else {
                clear(directions.get(i).buffer());
            }
        }
        outputAdjoint.buffer().put(0, u);
        parameters.clearScratch();
        for (int i = 0; i < tangents.size(); i++) {
            tangents.get(i).forward();
        }
        for (int i = tangents.size() - 1; i >= 0; i--) {
            tangents.get(i).backward(true, false);
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
        compilation.owed().defer();
        compilation.owed().settle();
    }

    private void copy(Tensor from, FloatBuffer to) {
        int length = to.capacity();
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            from.read(start, chunk, count);
            to.put(start, chunk, 0, count);
        }
    }

    private void clear(FloatBuffer to) {
        Arrays.fill(chunk, 0);
        int length = to.capacity();
        for (int start = 0; start < length; start += CHUNK) {
            to.put(start, chunk, 0, Math.min(CHUNK, length - start));
        }
    }
}
