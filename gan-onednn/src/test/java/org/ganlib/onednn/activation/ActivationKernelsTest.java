package org.ganlib.onednn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.over;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.network.Mode;
import org.ganlib.network.ParameterLayout;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.ParameterMemory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The kernel of each kind computes the derivative of the formula, given the value that its backward
 * pass reads.
 */
final class ActivationKernelsTest {
    private static final float SLOPE = 0.2f;
    private static final double[] INPUTS = {-4, -1.5, -0.75, -0.1, 0.1, 0.75, 1.5, 4};

    /** The identity is excluded because no kernel runs for it. */
    @ParameterizedTest
    @EnumSource(value = ActivationFunction.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
    void theDerivativeFollowsFromWhatTheKindSaysItReads(ActivationFunction.Kind kind) {
        ActivationFunction activation =
                new ActivationFunction(kind, kind == ActivationFunction.Kind.RECTIFIER ? SLOPE : 0);
        DoubleUnaryOperator formula = formula(kind);
        try (Arena arena = new Arena()) {
            ParameterMemory parameters = new ParameterMemory(
                    arena, over(Nd4j.create(1)), over(Nd4j.create(1)), new ParameterLayout(List.of()));
            Compilation compilation = new Compilation(arena, parameters, 1, Mode.TRAINING, "none");
            FormattedMemory input = FormattedMemory.allocate(arena, OneDnn.matrix(1, INPUTS.length));
            FormattedMemory output = FormattedMemory.allocate(arena, OneDnn.matrix(1, INPUTS.length));
            FormattedMemory outputGradient = FormattedMemory.allocate(arena, OneDnn.matrix(1, INPUTS.length));
            FormattedMemory inputGradient = FormattedMemory.allocate(arena, OneDnn.matrix(1, INPUTS.length));
            for (int i = 0; i < INPUTS.length; i++) {
                input.buffer().put(i, (float) INPUTS[i]);
                outputGradient.buffer().put(i, 1);
            }
            ActivationKernels.forward(compilation, "test", activation, input, output)
                    .run();
            FormattedMemory read = activation.derivativeFollowsFromOutput() ? output : input;
            ActivationKernels.backward(compilation, "test", activation, read, outputGradient, inputGradient)
                    .run();
            for (int i = 0; i < INPUTS.length; i++) {
                double x = INPUTS[i];
                double h = 1e-6;
                assertThat(output.buffer().get(i)).isCloseTo((float) formula.applyAsDouble(x), within(1e-6f));
                assertThat(inputGradient.buffer().get(i))
                        .as("derivative of %s at %s", kind, x)
                        .isCloseTo(
                                (float) ((formula.applyAsDouble(x + h) - formula.applyAsDouble(x - h)) / (2 * h)),
                                within(1e-5f));
            }
        }
    }

    /** The formula of a kind. A new kind must be added here, so that the check above covers it. */
    private static DoubleUnaryOperator formula(ActivationFunction.Kind kind) {
        return switch (kind) {
            case IDENTITY -> x -> x;
            case RECTIFIER -> x -> x > 0 ? x : SLOPE * x;
            case ELU -> x -> x > 0 ? x : Math.expm1(x);
            case TANH -> Math::tanh;
            case LOGISTIC -> x -> 1 / (1 + Math.exp(-x));
            case SOFTPLUS -> x -> Math.log1p(Math.exp(x));
        };
    }
}
