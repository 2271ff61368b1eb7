package org.ganlib.onednn.activation;

import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.ActivationFunction.Kind;
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
 * The tangent of an activation function, ẏ = σ′(a) ȧ. Its backward pass computes the adjoint t of ȧ
 * as σ′(a) times that of ẏ, and for a curved σ the share σ″(a)/σ′(a) · ȧ t that the adjoint p of y
 * receives, where t is still the adjoint of ẏ. On its way through σ that share becomes σ″(a) ȧ t.
 */
public final class ActivationTangentStep implements Step {
    private final TangentValues values;
    private final String name;
    private final ActivationFunction activation;
    private final FormattedMemory reference;
    private final Value of;
    private final Value x;
    private final Value y;
    private final Operation forward;
    private Operation curvature;
    private Operation backward;

    /**
     * @param reference y if the derivative follows from it, otherwise a
     * @param of y
     * @param x ȧ, in the format of y
     */
    ActivationTangentStep(
            TangentValues values,
            String name,
            ActivationFunction activation,
            FormattedMemory reference,
            Value of,
            Value x) {
        this.values = values;
        this.name = name;
        this.activation = activation;
        this.reference = reference;
        this.of = of;
        this.x = x;
        y = values.compilation().value(name, of.shape(), of.format(), x);
        forward = ActivationKernels.backward(values.compilation(), name, activation, reference, x.tensor(), y.tensor());
    }

    /** Tells whether σ″ is another function than 0. */
    public static boolean isCurved(ActivationFunction activation) {
        return activation.kind() != Kind.IDENTITY && activation.kind() != Kind.RECTIFIER;
    }

    /**
     * A step that computes a tangent before the activation function, followed by the slope of that
     * function where the kernel of y applies it.
     *
     * @param gradient the gradient by the result of the linear map in the last backward pass
     */
    public static Step after(
            Step linear, TangentValues values, ActivationFunction activation, Value of, FormattedMemory gradient) {
        if (values.reusesGradients()) {
            linear.output().contribute(gradient, false);
        }
        Step formatted = linear.output().tensor().isOf(of.format())
                ? linear
                : pair(linear, new ReorderStep(values.compilation(), linear.output(), of.format()), values);
        if (activation.isIdentity() || !activation.derivativeFollowsFromOutput()) {
            return formatted;
        }
        Value before = formatted.output();
        return pair(
                formatted, new ActivationTangentStep(values, of.name(), activation, of.tensor(), of, before), values);
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
            FormattedMemory share = FormattedMemory.allocate(compilation.arena(), of.format());
            curvature = new CurvatureOperation(activation.kind(), of.tensor(), x.tensor(), y.tensor(), gradient, share);
            values.adjoint(of).contribute(share, true);
        }
        FormattedMemory contribution = x.contributeInPlaceOf(y);
        backward = ActivationKernels.backward(compilation, name, activation, reference, gradient, contribution);
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        y.collect();
        if (curvature != null) {
            curvature.run();
        }
        if (x.isWanted(inputs)) {
            backward.run();
        }
    }
}
