package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What every engine must satisfy. */
public interface NetworkEngineContract {
    /** The engine under test. */
    NetworkEngine engine();

    /**
     * What the engine computes in: FLOAT, or DOUBLE, where gradients can be checked more closely.
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
        INDArray[] inputs = inputsOf(network, random, 6);
        INDArray direction = GradientCheck.normal(random, inputs[input].shape());
        INDArray projection =
                GradientCheck.normal(random, network.definition().output().batch(6));
        byte[] masks = dropout.state();
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, tensors(inputs))) {
            pass.backward(over(projection), Wanted.INPUTS);
            pass.addMixedGradient(input, over(direction));
        }
        INDArray analytic = arrayOf(network.gradients()).dup();
        if (network.definition().classes(input) > 0) {
            assertThat(analytic.amaxNumber().doubleValue())
                    .as("input %d is a label, which has no gradient", input)
                    .isZero();
            return;
        }
        GradientCheck.parameters(network, analytic, () -> {
            dropout.restore(masks);
            try (Pass pass = network.forward(Mode.TRAINING, tensors(inputs))) {
                pass.backward(over(projection), Wanted.INPUTS);
                return GradientCheck.dot(arrayOf(pass.inputGradient(input)), direction);
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
            INDArray input = GradientCheck.normal(random, 6, 4);
            INDArray direction = GradientCheck.normal(random, 6, 4);
            INDArray gradient = GradientCheck.normal(random, 6, 1);
            try (Pass pass = network.forward(Mode.TRAINING, tensors(input))) {
                network.clearGradients();
                pass.backward(over(gradient), Wanted.INPUTS);
                INDArray inputGradient = arrayOf(pass.inputGradient(0)).dup();
                INDArray parameters = arrayOf(network.parameters()).dup();
                pass.addMixedGradient(0, over(direction));
                INDArray once = arrayOf(network.gradients()).dup();
                pass.addMixedGradient(0, over(direction));
                assertThat(arrayOf(network.gradients()).equalsWithEps(once.mul(2), rounding()))
                        .isTrue();
                assertThat(arrayOf(network.parameters()))
                        .as("parameters and statistics")
                        .isEqualTo(parameters);
                pass.backward(over(gradient), Wanted.INPUTS);
                assertThat(arrayOf(pass.inputGradient(0)).equalsWithEps(inputGradient, rounding()))
                        .isTrue();
                assertThat(arrayOf(network.gradients()).equalsWithEps(once.mul(2), rounding()))
                        .isTrue();
            }
        }
    }

    @Test
    default void aMixedGradientNeedsInputGradientsAndAFittingVector() {
        withTrainingPass((network, pass, gradient) -> {
            INDArray direction = GradientCheck.normal(new RandomStream(3), 4, 3);
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.addMixedGradient(0, over(direction)))
                    .withMessageContaining("has no input gradients");
            pass.backward(over(gradient), Wanted.PARAMETERS);
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.addMixedGradient(0, over(direction)))
                    .withMessageContaining("has no input gradients");
            pass.backward(over(gradient), Wanted.BOTH);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pass.addMixedGradient(0, over(gradient)))
                    .withMessageContaining("the input has 12 elements, v was given with 8");
            network.parametersChanged();
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.addMixedGradient(0, over(direction)))
                    .withMessageContaining("is stale");
        });
    }

    /**
     * Where kernels of odd size double an image, one side gets a zero less than the other: output o
     * = 2·i + k − before, where before is half of kernel − stride, rounded down. One lit pixel
     * shows the kernel at that place.
     */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    default void doublingTransposedConvolutionsPadLessBeforeThanAfter(int kernel) {
        int before = (kernel - 2) / 2;
        try (Network network = network(SmallImageNetworks.doubling(kernel), new RandomStream(1))) {
            INDArray pixel = Nd4j.zeros(DataType.DOUBLE, 1, 1, 4, 4);
            pixel.putScalar(new int[] {0, 0, 1, 2}, 1);
            Segment weights = network.layout().segments().get(0);
            assertThat(weights.length()).isEqualTo((long) kernel * kernel);
            try (Pass pass = network.forward(Mode.EVALUATION, tensors(pixel))) {
                for (int row = 0; row < 8; row++) {
                    for (int column = 0; column < 8; column++) {
                        int i = row - 2 + before;
                        int j = column - 4 + before;
                        boolean covered = i >= 0 && i < kernel && j >= 0 && j < kernel;
                        double expected = covered
                                ? arrayOf(network.parameters()).getDouble(weights.offset() + (long) i * kernel + j)
                                : 0;
                        assertThat(arrayOf(pass.output()).getDouble(0, 0, row, column))
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
            INDArray latents = GradientCheck.normal(random, 5, 3);
            INDArray projection = GradientCheck.normal(random, 5, 1);
            INDArray criticGradients = arrayOf(critic.gradients()).dup();
            INDArray criticParameters = arrayOf(critic.parameters()).dup();
            try (Pass fake = generator.forward(Mode.TRAINING, tensors(latents));
                    Pass score = critic.forward(Mode.TRAINING, tensors(fake.output()))) {
                score.backward(over(projection), Wanted.INPUTS);
                fake.backward(score.inputGradient(0), Wanted.PARAMETERS);
            }
            assertThat(arrayOf(critic.gradients())).isEqualTo(criticGradients);
            assertThat(arrayOf(critic.parameters())).isEqualTo(criticParameters);
            GradientCheck.parameters(generator, arrayOf(generator.gradients()).dup(), () -> {
                try (Pass fake = generator.forward(Mode.TRAINING, tensors(latents));
                        Pass score = critic.forward(Mode.TRAINING, tensors(fake.output()))) {
                    return arrayOf(score.output()).mul(projection).sumNumber().doubleValue();
                }
            });
        }
    }

    @Test
    default void passesOfOneNetworkLiveSideBySide() {
        RandomStream dropout = new RandomStream(1);
        try (Network network = network(SmallNetworks.denseBatchNormDropout(false), dropout)) {
            RandomStream random = new RandomStream(2);
            INDArray first = GradientCheck.normal(random, 6, 4);
            INDArray second = GradientCheck.normal(random, 3, 4);
            INDArray gradientOfFirst = GradientCheck.normal(random, 6, 1);
            INDArray gradientOfSecond = GradientCheck.normal(random, 3, 1);
            byte[] masks = dropout.state();

            INDArray alone = parameterGradient(network, first, gradientOfFirst)
                    .add(parameterGradient(network, second, gradientOfSecond));

            dropout.restore(masks);
            network.clearGradients();
            try (Pass a = network.forward(Mode.TRAINING, tensors(first));
                    Pass b = network.forward(Mode.TRAINING, tensors(second))) {
                a.backward(over(gradientOfFirst), Wanted.PARAMETERS);
                b.backward(over(gradientOfSecond), Wanted.PARAMETERS);
            }
            assertThat(arrayOf(network.gradients()).equalsWithEps(alone, rounding()))
                    .isTrue();
        }
    }

    @Test
    default void conduitPassLeavesGradientsAndStatisticsAlone() {
        try (Network network = network(SmallNetworks.convolutionalCritic(), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            arrayOf(network.gradients()).assign(7);
            INDArray gradients = arrayOf(network.gradients()).dup();
            INDArray parameters = arrayOf(network.parameters()).dup();
            try (Pass pass = network.forward(Mode.TRAINING, tensors(GradientCheck.normal(random, 4, 1, 6, 6)))) {
                pass.backward(over(GradientCheck.normal(random, 4, 1)), Wanted.INPUTS);
                assertThat(arrayOf(pass.inputGradient(0)).shape()).containsExactly(4, 1, 6, 6);
                assertThat(arrayOf(pass.inputGradient(0)).amaxNumber().doubleValue())
                        .isPositive();
            }
            assertThat(arrayOf(network.gradients())).isEqualTo(gradients);
            assertThat(arrayOf(network.parameters())).isEqualTo(parameters);
        }
    }

    @Test
    default void runningStatisticsFollowTheBatches() {
        try (Network network = network(SmallNetworks.denseBatchNormDropout(false), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            INDArray input = GradientCheck.normal(random, 64, 4).muli(3).addi(1);
            for (int i = 0; i < 400; i++) {
                parameterGradient(network, input, GradientCheck.normal(random, 64, 1));
            }
            try (Pass training = network.forward(Mode.TRAINING, tensors(input));
                    Pass evaluation = network.forward(Mode.EVALUATION, tensors(input))) {
                double difference = arrayOf(training.activation("norm"))
                        .sub(arrayOf(evaluation.activation("norm")))
                        .amaxNumber()
                        .doubleValue();
                assertThat(difference).isCloseTo(0, within(1e-3));
            }
            for (Segment segment : network.layout().segments()) {
                if (segment.isStatistic()) {
                    INDArray part = arrayOf(network.gradients())
                            .get(NDArrayIndex.all(), NDArrayIndex.interval(segment.offset(), segment.end()));
                    assertThat(part.amaxNumber().doubleValue()).isZero();
                }
            }
        }
    }

    @Test
    default void parameterGradientsAddUp() {
        try (Network network = network(SmallNetworks.dense(Activation.TANH), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            INDArray input = GradientCheck.normal(random, 4, 3);
            INDArray gradient = GradientCheck.normal(random, 4, 2);
            INDArray once = parameterGradient(network, input, gradient).dup();
            try (Pass pass = network.forward(Mode.TRAINING, tensors(input))) {
                pass.backward(over(gradient), Wanted.PARAMETERS);
            }
            assertThat(arrayOf(network.gradients()).equalsWithEps(once.mul(2), rounding()))
                    .isTrue();
        }
    }

    @Test
    default void flatAndShapedInputsAreTheSame() {
        try (Network network = network(SmallNetworks.convolutionalCritic(), new RandomStream(1))) {
            INDArray image = GradientCheck.normal(new RandomStream(2), 2, 1, 6, 6);
            try (Pass shaped = network.forward(Mode.EVALUATION, tensors(image));
                    Pass flat = network.forward(Mode.EVALUATION, tensors(image.reshape('c', 2, 36)))) {
                assertThat(arrayOf(flat.output())).isEqualTo(arrayOf(shaped.output()));
            }
        }
    }

    @Test
    default void argumentsOfBackwardAreNotChanged() {
        try (Network network = network(SmallNetworks.denseBatchNormDropout(false), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            INDArray input = GradientCheck.normal(random, 4, 4);
            INDArray gradient = GradientCheck.normal(random, 4, 1);
            INDArray inputBefore = input.dup();
            INDArray gradientBefore = gradient.dup();
            parameterGradient(network, input, gradient);
            assertThat(input).isEqualTo(inputBefore);
            assertThat(gradient).isEqualTo(gradientBefore);
        }
    }

    @Test
    default void initialParametersDependOnTheirStreamAlone() {
        NetworkDefinition definition = SmallNetworks.convolutionalGenerator();
        try (Network one = network(definition, new RandomStream(1));
                Network same = network(definition, new RandomStream(2));
                Network other = engine().build(new NetworkRequest(
                        "other", definition, precision(), new RandomStream(99), new RandomStream(1)))) {
            assertThat(arrayOf(same.parameters())).isEqualTo(arrayOf(one.parameters()));
            assertThat(arrayOf(other.parameters())).isNotEqualTo(arrayOf(one.parameters()));
        }
    }

    @Test
    default void passIsTakenBackAgainAsIfForTheFirstTime() {
        SmallNetworks.all().forEach((name, definition) -> {
            try (Network network = network(definition, new RandomStream(1));
                    Network fresh = network(definition, new RandomStream(1))) {
                RandomStream random = new RandomStream(2);
                INDArray[] inputs = inputsOf(network, random, 4);
                INDArray before = GradientCheck.normal(
                        random, network.definition().output().batch(4));
                INDArray gradient = GradientCheck.normal(random, before.shape());
                try (Pass again = network.forward(Mode.TRAINING, tensors(inputs));
                        Pass once = fresh.forward(Mode.TRAINING, tensors(inputs))) {
                    again.backward(over(before), Wanted.BOTH);
                    network.clearGradients();
                    again.backward(over(gradient), Wanted.BOTH);
                    once.backward(over(gradient), Wanted.BOTH);
                    assertThat(arrayOf(network.gradients())).as(name).isEqualTo(arrayOf(fresh.gradients()));
                    for (int i = 0; i < inputs.length; i++) {
                        assertThat(arrayOf(again.inputGradient(i))).as(name).isEqualTo(arrayOf(once.inputGradient(i)));
                    }
                    again.backward(over(gradient), Wanted.INPUTS);
                    assertThat(arrayOf(network.gradients())).as(name).isEqualTo(arrayOf(fresh.gradients()));
                }
            }
        });
    }

    @Test
    default void passIsStaleOnceItsNetworkMoved() {
        withTrainingPass((network, pass, gradient) -> {
            arrayOf(network.parameters()).addi(0.1);
            network.parametersChanged();
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.backward(over(gradient), Wanted.INPUTS))
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
                    .isThrownBy(() -> pass.backward(over(gradient), Wanted.PARAMETERS))
                    .withMessageContaining("closed");
            pass.close();
        });
    }

    @Test
    default void evaluationPassCannotBeTakenBack() {
        try (Network network = network(SmallNetworks.dense(Activation.TANH), new RandomStream(1));
                Pass pass =
                        network.forward(Mode.EVALUATION, tensors(GradientCheck.normal(new RandomStream(2), 4, 3)))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> pass.backward(pass.output(), Wanted.PARAMETERS))
                    .withMessageContaining("evaluation mode");
        }
    }

    @Test
    default void inputGradientsMustHaveBeenWanted() {
        withTrainingPass((network, pass, gradient) -> {
            pass.backward(over(gradient), Wanted.PARAMETERS);
            assertThatIllegalStateException()
                    .isThrownBy(() -> arrayOf(pass.inputGradient(0)))
                    .withMessageContaining("Wanted.INPUTS");
        });
    }

    @Test
    default void wrongInputsAreNamed() {
        try (Network network = network(SmallNetworks.twoInputsAdded(), new RandomStream(1))) {
            INDArray x = GradientCheck.normal(new RandomStream(2), 4, 4);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.forward(Mode.TRAINING, tensors(x)))
                    .withMessage("network test takes 2 inputs, was given 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.forward(Mode.TRAINING, tensors(x, x)))
                    .withMessage("network test, input 1: expected 4 examples of 2, was given 4 of 4");
        }
    }

    @Test
    default void unknownLayerIsAnsweredWithTheLayers() {
        withTrainingPass((network, pass, gradient) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> arrayOf(pass.activation("hiden")))
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

    private void withTrainingPass(PassUse use) {
        try (Network network = network(SmallNetworks.dense(Activation.TANH), new RandomStream(1))) {
            RandomStream random = new RandomStream(2);
            try (Pass pass = network.forward(Mode.TRAINING, tensors(GradientCheck.normal(random, 4, 3)))) {
                use.with(network, pass, GradientCheck.normal(random, 4, 2));
            }
        }
    }

    private static INDArray[] inputsOf(Network network, RandomStream random, int count) {
        return GradientCheck.inputs(network.definition(), random, count);
    }

    private static INDArray parameterGradient(Network network, INDArray input, INDArray outputGradient) {
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, tensors(input))) {
            pass.backward(over(outputGradient), Wanted.PARAMETERS);
        }
        return arrayOf(network.gradients()).dup();
    }

    /** What a test does with an open pass. */
    @FunctionalInterface
    interface PassUse {
        /** Uses the pass; {@code outputGradient} fits its output. */
        void with(Network network, Pass pass, INDArray outputGradient);
    }
}
