package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.testkit.TensorValues.dot;
import static org.ganlib.testkit.TensorValues.largest;
import static org.ganlib.testkit.TensorValues.normal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The contract of engines. The laws write and read tensors through {@link Tensor} alone, so that an
 * engine of a device is held to them as one of the host is.
 */
public interface NetworkEngineContract {
    /** The engine under test. */
    NetworkEngine engine();

    /**
     * The precision that the engine computes in: FLOAT, or DOUBLE, in which gradients can be
     * checked more closely.
     */
    default DataType precision() {
        return DataType.DOUBLE;
    }

    @TestFactory
    default Stream<DynamicTest> gradientsAgreeWithCentralDifferences() {
        return SmallNetworks.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    RandomStream dropout = new RandomStream(3);
                    try (Network network = network(entry.getValue(), dropout)) {
                        assertThat(network.layout().trainable())
                                .isEqualTo(entry.getValue().trainable());
                        RandomStream random = new RandomStream(11);
                        GradientCheck.check(network, dropout, random, inputsOf(network, random, 6));
                    }
                }));
    }

    /**
     * The mixed second-order product is the derivative of ⟨v, ∇ₓ⟨u, f⟩⟩ by every parameter, with
     * the dropout masks and batch statistics of its pass. In single precision the differences are
     * coarse, so that only networks without kinks are compared.
     */
    @TestFactory
    default Stream<DynamicTest> mixedGradientsAgreeWithCentralDifferences() {
        List<String> withoutKinks =
                List.of("dense tanh", "dense sigmoid", "dense softplus", "dense, batch norm, dropout");
        return SmallNetworks.all().entrySet().stream()
                .filter(entry -> precision() == DataType.DOUBLE || withoutKinks.contains(entry.getKey()))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    RandomStream dropout = new RandomStream(3);
                    try (Network network = network(entry.getValue(), dropout)) {
                        for (int input = 0; input < entry.getValue().inputs().size(); input++) {
                            checkMixedGradient(network, dropout, input);
                        }
                    }
                }));
    }

    private static void checkMixedGradient(Network network, RandomStream dropout, int input) {
        RandomStream random = new RandomStream(11);
        Tensor[] inputs = inputsOf(network, random, 6);
        Tensor direction = normal(random, 6, inputs[input].shape());
        Tensor projection = normal(random, 6, network.definition().output());
        byte[] masks = dropout.state();
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, inputs)) {
            pass.backward(projection, Wanted.INPUTS);
            pass.addMixedGradient(input, direction);
        }
        double[] analytic = numbers(network.gradients());
        if (network.definition().classes(input) > 0) {
            assertThat(largest(analytic))
                    .as("input %d is a label, which has no gradient", input)
                    .isZero();
            return;
        }
        GradientCheck.parameters(network, analytic, () -> {
            dropout.restore(masks);
            try (Pass pass = network.forward(Mode.TRAINING, inputs)) {
                pass.backward(projection, Wanted.INPUTS);
                return dot(numbers(pass.inputGradient(input)), numbers(direction));
            }
        });
    }

    /**
     * The product is added to what is there, running statistics stay, and the pass can run backward
     * again.
     */
    @Test
    default void mixedGradientsAreAdded() {
        RandomStream dropout = new RandomStream(1);
        try (Network network = network(SmallNetworks.denseBatchNormDropout(false), dropout)) {
            RandomStream random = new RandomStream(2);
            Tensor input = normal(random, 6, 4);
            Tensor direction = normal(random, 6, 4);
            Tensor gradient = normal(random, 6, 1);
            try (Pass pass = network.forward(Mode.TRAINING, input)) {
                network.clearGradients();
                pass.backward(gradient, Wanted.INPUTS);
                double[] inputGradient = numbers(pass.inputGradient(0));
                double[] parameters = numbers(network.parameters());
                pass.addMixedGradient(0, direction);
                double[] once = numbers(network.gradients());
                pass.addMixedGradient(0, direction);
                assertClose(numbers(network.gradients()), doubled(once));
                assertThat(numbers(network.parameters()))
                        .as("parameters and statistics")
                        .isEqualTo(parameters);
                pass.backward(gradient, Wanted.INPUTS);
                assertClose(numbers(pass.inputGradient(0)), inputGradient);
                assertClose(numbers(network.gradients()), doubled(once));
            }
        }
    }

    @Test
    default void aMixedGradientNeedsInputGradientsAndAFittingVector() {
        withTrainingPass((network, pass, gradient) -> {
            Tensor direction = normal(new RandomStream(3), 4, 3);
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.addMixedGradient(0, direction))
                    .withMessageContaining("has no input gradients");
            pass.backward(gradient, Wanted.PARAMETERS);
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.addMixedGradient(0, direction))
                    .withMessageContaining("has no input gradients");
            pass.backward(gradient, Wanted.BOTH);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pass.addMixedGradient(0, gradient))
                    .withMessageContaining("the input has 12 elements, v was given with 8");
            network.parametersChanged();
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.addMixedGradient(0, direction))
                    .withMessageContaining("is stale");
        });
    }

    /**
     * If a kernel of odd size doubles an image, one side gets a zero less than the other: output o
     * = 2·i + k − before, where before is half of kernel − stride, rounded down. The output for one
     * pixel of 1 is the kernel at that place.
     */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    default void doublingTransposedConvolutionsPadLessBeforeThanAfter(int kernel) {
        int before = (kernel - 2) / 2;
        try (Network network = network(SmallImageNetworks.doubling(kernel), new RandomStream(1))) {
            double[] numbers = new double[16];
            numbers[4 + 2] = 1;
            Tensor pixel = TensorValues.host(numbers, 1, TensorShape.of(1, 4, 4));
            Segment weights = network.layout().segments().get(0);
            assertThat(weights.length()).isEqualTo((long) kernel * kernel);
            try (Pass pass = network.forward(Mode.EVALUATION, pixel)) {
                for (int row = 0; row < 8; row++) {
                    for (int column = 0; column < 8; column++) {
                        int i = row - 2 + before;
                        int j = column - 4 + before;
                        boolean covered = i >= 0 && i < kernel && j >= 0 && j < kernel;
                        double expected =
                                covered ? network.parameters().at(weights.offset() + (long) i * kernel + j) : 0;
                        assertThat(pass.output().at(8L * row + column))
                                .as("row %d, column %d", row, column)
                                .isCloseTo(expected, within(1e-12));
                    }
                }
            }
        }
    }

    @Test
    default void gradientThroughTheCriticReachesTheGenerator() {
        RandomStream random = new RandomStream(5);
        RandomStream dropout = new RandomStream(6);
        try (Network generator = network(SmallNetworks.convolutionalGenerator(), dropout);
                Network critic = network(SmallNetworks.convolutionalCritic(8), dropout)) {
            Tensor latents = normal(random, 5, 3);
            Tensor projection = normal(random, 5, 1);
            double[] criticGradients = numbers(critic.gradients());
            double[] criticParameters = numbers(critic.parameters());
            try (Pass fake = generator.forward(Mode.TRAINING, latents);
                    Pass score = critic.forward(Mode.TRAINING, fake.output())) {
                score.backward(projection, Wanted.INPUTS);
                fake.backward(score.inputGradient(0), Wanted.PARAMETERS);
            }
            assertThat(numbers(critic.gradients())).isEqualTo(criticGradients);
            assertThat(numbers(critic.parameters())).isEqualTo(criticParameters);
            GradientCheck.parameters(generator, numbers(generator.gradients()), () -> {
                try (Pass fake = generator.forward(Mode.TRAINING, latents);
                        Pass score = critic.forward(Mode.TRAINING, fake.output())) {
                    return dot(numbers(score.output()), numbers(projection));
                }
            });
        }
    }

    @Test
    default void passesOfOneNetworkLiveSideBySide() {
        RandomStream dropout = new RandomStream(1);
        try (Network network = network(SmallNetworks.denseBatchNormDropout(false), dropout)) {
            RandomStream random = new RandomStream(2);
            Tensor first = normal(random, 6, 4);
            Tensor second = normal(random, 3, 4);
            Tensor gradientOfFirst = normal(random, 6, 1);
            Tensor gradientOfSecond = normal(random, 3, 1);
            byte[] masks = dropout.state();

            double[] alone = parameterGradient(network, first, gradientOfFirst);
            double[] ofSecond = parameterGradient(network, second, gradientOfSecond);
            for (int i = 0; i < alone.length; i++) {
                alone[i] += ofSecond[i];
            }

            dropout.restore(masks);
            network.clearGradients();
            try (Pass a = network.forward(Mode.TRAINING, first);
                    Pass b = network.forward(Mode.TRAINING, second)) {
                a.backward(gradientOfFirst, Wanted.PARAMETERS);
                b.backward(gradientOfSecond, Wanted.PARAMETERS);
            }
            assertClose(numbers(network.gradients()), alone);
        }
    }

    @Test
    default void conduitPassLeavesGradientsAndStatisticsAlone() {
        try (Network network = network(SmallNetworks.convolutionalCritic(), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            double[] sevens = new double[(int) network.gradients().length()];
            Arrays.fill(sevens, 7);
            network.gradients().write(sevens);
            double[] gradients = numbers(network.gradients());
            double[] parameters = numbers(network.parameters());
            try (Pass pass = network.forward(Mode.TRAINING, normal(random, 4, 1, 6, 6))) {
                pass.backward(normal(random, 4, 1), Wanted.INPUTS);
                assertThat(pass.inputGradient(0).rows()).isEqualTo(4);
                assertThat(pass.inputGradient(0).shape()).isEqualTo(TensorShape.of(1, 6, 6));
                assertThat(largest(numbers(pass.inputGradient(0)))).isPositive();
            }
            assertThat(numbers(network.gradients())).isEqualTo(gradients);
            assertThat(numbers(network.parameters())).isEqualTo(parameters);
        }
    }

    @Test
    default void runningStatisticsFollowTheBatches() {
        try (Network network = network(SmallNetworks.denseBatchNormDropout(false), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            double[] spread = numbers(normal(random, 64, 4));
            for (int i = 0; i < spread.length; i++) {
                spread[i] = 3 * spread[i] + 1;
            }
            Tensor input = TensorValues.host(spread, 64, TensorShape.of(4));
            for (int i = 0; i < 400; i++) {
                parameterGradient(network, input, normal(random, 64, 1));
            }
            try (Pass training = network.forward(Mode.TRAINING, input);
                    Pass evaluation = network.forward(Mode.EVALUATION, input)) {
                double[] ofBatch = numbers(training.activation("norm"));
                double[] ofStatistics = numbers(evaluation.activation("norm"));
                for (int i = 0; i < ofBatch.length; i++) {
                    assertThat(ofStatistics[i]).as("normalised number %d", i).isCloseTo(ofBatch[i], within(1e-3));
                }
            }
            for (Segment segment : network.layout().segments()) {
                if (segment.isStatistic()) {
                    double[] part = new double[(int) segment.length()];
                    network.gradients().read(segment.offset(), part, part.length);
                    assertThat(largest(part))
                            .as("gradient of %s", segment.name())
                            .isZero();
                }
            }
        }
    }

    @Test
    default void parameterGradientsAddUp() {
        try (Network network = network(SmallNetworks.dense(Activation.TANH), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            Tensor input = normal(random, 4, 3);
            Tensor gradient = normal(random, 4, 2);
            double[] once = parameterGradient(network, input, gradient);
            try (Pass pass = network.forward(Mode.TRAINING, input)) {
                pass.backward(gradient, Wanted.PARAMETERS);
            }
            assertClose(numbers(network.gradients()), doubled(once));
        }
    }

    @Test
    default void flatAndShapedInputsAreTheSame() {
        try (Network network = network(SmallNetworks.convolutionalCritic(), new RandomStream(1))) {
            Tensor image = normal(new RandomStream(2), 2, 1, 6, 6);
            Tensor vectors = TensorValues.host(numbers(image), 2, TensorShape.of(36));
            try (Pass shaped = network.forward(Mode.EVALUATION, image);
                    Pass flat = network.forward(Mode.EVALUATION, vectors)) {
                assertThat(numbers(flat.output())).isEqualTo(numbers(shaped.output()));
            }
        }
    }

    @Test
    default void argumentsOfBackwardAreNotChanged() {
        try (Network network = network(SmallNetworks.denseBatchNormDropout(false), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            Tensor input = normal(random, 4, 4);
            Tensor gradient = normal(random, 4, 1);
            double[] inputBefore = numbers(input);
            double[] gradientBefore = numbers(gradient);
            parameterGradient(network, input, gradient);
            assertThat(numbers(input)).isEqualTo(inputBefore);
            assertThat(numbers(gradient)).isEqualTo(gradientBefore);
        }
    }

    @Test
    default void initialParametersDependOnTheirStreamAlone() {
        NetworkDefinition definition = SmallNetworks.convolutionalGenerator();
        try (Network one = network(definition, new RandomStream(1));
                Network same = network(definition, new RandomStream(2));
                Network other = engine().build(new NetworkRequest(
                        "other", definition, precision(), new RandomStream(99), new RandomStream(1)))) {
            assertThat(numbers(same.parameters())).isEqualTo(numbers(one.parameters()));
            assertThat(numbers(other.parameters())).isNotEqualTo(numbers(one.parameters()));
        }
    }

    @Test
    default void passIsTakenBackAgainAsIfForTheFirstTime() {
        SmallNetworks.all().forEach((name, definition) -> {
            try (Network network = network(definition, new RandomStream(1));
                    Network fresh = network(definition, new RandomStream(1))) {
                RandomStream random = new RandomStream(2);
                Tensor[] inputs = inputsOf(network, random, 4);
                Tensor before = normal(random, 4, definition.output());
                Tensor gradient = normal(random, 4, definition.output());
                try (Pass again = network.forward(Mode.TRAINING, inputs);
                        Pass once = fresh.forward(Mode.TRAINING, inputs)) {
                    again.backward(before, Wanted.BOTH);
                    network.clearGradients();
                    again.backward(gradient, Wanted.BOTH);
                    once.backward(gradient, Wanted.BOTH);
                    assertThat(numbers(network.gradients())).as(name).isEqualTo(numbers(fresh.gradients()));
                    for (int i = 0; i < inputs.length; i++) {
                        assertThat(numbers(again.inputGradient(i))).as(name).isEqualTo(numbers(once.inputGradient(i)));
                    }
                    again.backward(gradient, Wanted.INPUTS);
                    assertThat(numbers(network.gradients())).as(name).isEqualTo(numbers(fresh.gradients()));
                }
            }
        });
    }

    @Test
    default void passIsStaleOnceItsNetworkMoved() {
        withTrainingPass((network, pass, gradient) -> {
            double[] parameters = numbers(network.parameters());
            parameters[0] += 0.1;
            network.parameters().write(parameters);
            network.parametersChanged();
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.backward(gradient, Wanted.INPUTS))
                    .withMessageContaining("parameters changed since its forward")
                    .withMessageContaining("network test");
        });
    }

    @Test
    default void closedPassIsUnusable() {
        withTrainingPass((network, pass, gradient) -> {
            pass.close();
            assertThatIllegalStateException().isThrownBy(pass::output).withMessageContaining("closed");
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.backward(gradient, Wanted.PARAMETERS))
                    .withMessageContaining("closed");
            pass.close();
        });
    }

    @Test
    default void evaluationPassCannotBeTakenBack() {
        try (Network network = network(SmallNetworks.dense(Activation.TANH), new RandomStream(1));
                Pass pass = network.forward(Mode.EVALUATION, normal(new RandomStream(2), 4, 3))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.backward(pass.output(), Wanted.PARAMETERS))
                    .withMessageContaining("evaluation mode");
        }
    }

    @Test
    default void inputGradientsMustHaveBeenWanted() {
        withTrainingPass((network, pass, gradient) -> {
            pass.backward(gradient, Wanted.PARAMETERS);
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.inputGradient(0))
                    .withMessageContaining("Wanted.INPUTS");
        });
    }

    @Test
    default void wrongInputsAreNamed() {
        try (Network network = network(SmallNetworks.twoInputsAdded(), new RandomStream(1))) {
            Tensor x = normal(new RandomStream(2), 4, 4);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.forward(Mode.TRAINING, x))
                    .withMessage("network test takes 2 inputs, was given 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.forward(Mode.TRAINING, x, x))
                    .withMessage("network test, input 1: expected 4 examples of 2, was given 4 of 4");
        }
    }

    @Test
    default void unknownLayerIsAnsweredWithTheLayers() {
        withTrainingPass((network, pass, gradient) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.activation("hiden"))
                .withMessageContaining("no layer 'hiden'")
                .withMessageContaining("hidden"));
    }

    /** A network whose parameters depend on nothing but the definition. */
    private Network network(NetworkDefinition definition, RandomStream dropout) {
        return engine().build(new NetworkRequest("test", definition, precision(), new RandomStream(42), dropout));
    }

    private double rounding() {
        return precision() == DataType.DOUBLE ? 1e-12 : 1e-5;
    }

    private static double[] numbers(Tensor tensor) {
        return TensorValues.of(tensor);
    }

    private static double[] doubled(double[] numbers) {
        return Arrays.stream(numbers).map(number -> 2 * number).toArray();
    }

    private void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("element %d", i)
                    .isCloseTo(expected[i], within(rounding() * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private void withTrainingPass(PassUse use) {
        try (Network network = network(SmallNetworks.dense(Activation.TANH), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            try (Pass pass = network.forward(Mode.TRAINING, normal(random, 4, 3))) {
                use.with(network, pass, normal(random, 4, 2));
            }
        }
    }

    private static Tensor[] inputsOf(Network network, RandomStream random, int count) {
        return TensorValues.inputs(network.definition(), random, count);
    }

    private static double[] parameterGradient(Network network, Tensor input, Tensor outputGradient) {
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, input)) {
            pass.backward(outputGradient, Wanted.PARAMETERS);
        }
        return numbers(network.gradients());
    }

    /** The use of an open pass in a test. */
    @FunctionalInterface
    interface PassUse {
        /** Uses the pass; {@code outputGradient} fits its output. */
        void with(Network network, Pass pass, Tensor outputGradient);
    }
}
