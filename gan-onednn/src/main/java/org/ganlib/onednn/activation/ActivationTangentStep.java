package org.ganlib.onednn.activation;

import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.ActivationFunction.Kind;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.ForwardOnlyStep;
import org.ganlib.onednn.step.ReorderStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.StepPair;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/**
 * The tangent of an activation function y = σ(a), ẏ = σ′(a) ȧ.
 *
 * <p>The backward pass computes the adjoint of ȧ, which is σ′(a) t with the adjoint t of ẏ. If σ is
 * curved, it also contributes σ″(a)/σ′(a) · ȧ t to the adjoint p of y. The backward pass of σ
 * multiplies that contribution by σ′(a), so that a receives σ″(a) ȧ t.
 */
public final class ActivationTangentStep implements Step {
    private final TangentValues values;
    private final String name;
    private final ActivationFunction activation;
    private final FormattedMemory reference;
    private final Value original;
    private final Value x;
    private final Value y;
    private final Operation forward;
    private Operation curvature;
    private Operation backward;

    /**
     * Makes the kernel of the forward pass.
     *
     * @param reference y if the derivative of σ follows from it, otherwise a
     * @param original y
     * @param x ȧ, in the format of y
     */
    ActivationTangentStep(
            TangentValues values,
            String name,
            ActivationFunction activation,
            FormattedMemory reference,
            Value original,
            Value x) {
        this.values = values;
        this.name = name;
        this.activation = activation;
        this.reference = reference;
        this.original = original;
        this.x = x;
        y = values.compilation().value(name, original.shape(), original.format(), x);
        forward = ActivationKernels.backward(values.compilation(), name, activation, reference, x.memory(), y.memory());
    }

    /** Tells whether σ″ is not zero everywhere. */
    public static boolean isCurved(ActivationFunction activation) {
        return activation.kind() != Kind.IDENTITY && activation.kind() != Kind.RECTIFIER;
    }

    /**
     * The tangent step of a layer y = σ(a), where a is a linear map of the layer's input.
     *
     * @param linear computes ȧ
     * @param original y
     * @param gradient the gradient of a in the last backward pass
     * @return {@code linear}, followed by the tangent of σ if the layer's own kernel applies σ
     */
    public static Step after(
            Step linear,
            TangentValues values,
            ActivationFunction activation,
            Value original,
            FormattedMemory gradient) {
        if (values.reusesGradients()) {
            linear.output().contribute(gradient, Value.Access.SHARED);
        }
        Step formatted = linear.output().memory().hasFormat(original.format())
                ? linear
                : pair(linear, new ReorderStep(values.compilation(), linear.output(), original.format()), values);
        if (activation.isIdentity() || !activation.derivativeFollowsFromOutput()) {
            return formatted;
        }
        Value before = formatted.output();
        return pair(
                formatted,
                new ActivationTangentStep(values, original.name(), activation, original.memory(), original, before),
                values);
    }

    private static Step pair(Step first, Step second, TangentValues values) {
        return new StepPair(first, values.reusesGradients() ? new ForwardOnlyStep(second) : second);
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
        Compilation compilation = values.compilation();
        FormattedMemory gradient = y.gradient();
        if (isCurved(activation)) {
            FormattedMemory contribution = FormattedMemory.allocate(compilation.arena(), original.format());
            curvature = new CurvatureOperation(
                    activation.kind(), original.memory(), x.memory(), y.memory(), gradient, contribution);
            values.adjoint(original).contribute(contribution, Value.Access.EXCLUSIVE);
        }
        FormattedMemory target = x.contributionInPlaceOf(y);
        backward = ActivationKernels.backward(compilation, name, activation, reference, gradient, target);
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (curvature != null) {
            curvature.run();
        }
        if (x.needsGradient(wanted)) {
            backward.run();
        }
    }
}
