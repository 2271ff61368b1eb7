package org.ganlib.losses.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticConstraint.CriticTurn;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.ConstraintContract;
import org.ganlib.testkit.GradientCheck;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

final class GradientPenaltyTest implements ConstraintContract {
    private static final int N = 5;

    @Override
    public CriticConstraint configured() {
        return new GradientPenalty(3, true, 0.5, 2);
    }

    /** The same laws for norms that are penalised from both sides. */
    @Nested
    final class TwoSided implements ConstraintContract {
        @Override
        public CriticConstraint constraint() {
            return new GradientPenalty(10, false, 1, 1);
        }

        @Override
        public CriticConstraint configured() {
            return new GradientPenalty(3, true, 0.5, 2);
        }
    }

    /** A linear critic w·x has the gradient w everywhere, so the penalty is λ (‖w‖ − 1)². */
    @Test
    void aLinearCriticIsPenalisedForTheNormOfItsWeights() {
        NetworkDefinition linear = critic(0, 2, 1);
        double[][] cases = {{3, 4, 10 * 16, 0}, {0.3, 0.4, 10 * 0.25, 0}, {0.3, 0.4, 0, 1}, {0, 0, 10, 0}};
        for (double[] given : cases) {
            try (Network critic = network(linear, new RandomStream(1))) {
                critic.parameters().write(new double[] {given[0], given[1], 7});
                Map<String, Double> measured = new HashMap<>();
                CriticConstraint penalty = new GradientPenalty(10, given[3] == 1, 1, 1).forRun(critic);
                assertThat(penalty.penalise(turn(critic, new RandomStream(2), measured)))
                        .as(Arrays.toString(given))
                        .isCloseTo(given[2], within(1e-12));
                double norm = Math.hypot(given[0], given[1]);
                assertThat(measured).containsOnlyKeys(GradientPenalty.NORM);
                assertThat(measured.get(GradientPenalty.NORM)).isCloseTo(norm, within(1e-12));
                // ∂/∂w of λ (‖w‖ − 1)² is 2λ (‖w‖ − 1) w/‖w‖; the bias has no part in it.
                double slope = norm == 0 || given[2] == 0 ? 0 : 20 * (norm - 1) / norm;
                assertThat(critic.gradients().at(0)).isCloseTo(slope * given[0], within(1e-12));
                assertThat(critic.gradients().at(1)).isCloseTo(slope * given[1], within(1e-12));
                assertThat(critic.gradients().at(2)).isZero();
            }
        }
    }

    /**
     * A point lies between a real example and the generated one of the same place, at a share that
     * the stream draws. The critic softplus(x) has the slope σ(x), which tells where the point is.
     */
    @Test
    void pointsLieBetweenBothSidesWhereTheStreamSays() {
        try (Network critic = network(critic(0, 1, 1, Activation.SOFTPLUS), new RandomStream(1))) {
            critic.parameters().write(new double[] {1, 0, 1, 0});
            RandomStream random = new RandomStream(4);
            RandomStream same = new RandomStream(0);
            same.restore(random.state());
            CriticConstraint penalty = new GradientPenalty(1, false, 1, 1).forRun(critic);
            Tensor real = HostTensor.zeros(DataType.DOUBLE, TensorShape.of(1), N);
            Tensor fake = HostTensor.zeros(DataType.DOUBLE, TensorShape.of(1), N);
            real.write(new double[] {-2, -1, 0, 1, 2});
            fake.write(new double[] {3, 3, 3, 3, 3});
            double expected = 0;
            for (int i = 0; i < N; i++) {
                double share = same.nextDouble();
                double point = share * real.at(i) + (1 - share) * fake.at(i);
                double slope = 1 / (1 + Math.exp(-point));
                expected += (slope - 1) * (slope - 1) / N;
            }
            assertThat(penalty.penalise(
                            new CriticTurn(critic, List.of(real), List.of(fake), random, (name, value) -> {})))
                    .isCloseTo(expected, within(1e-12));
        }
    }

    /** The gradient by every parameter is the penalty's, with the masks of its own pass. */
    @TestFactory
    Stream<DynamicTest> gradientsAgreeWithCentralDifferences() {
        return Stream.of(
                        Map.entry("dense", SmallNetworks.dense(Activation.TANH)),
                        Map.entry("batch norm, dropout", SmallNetworks.denseBatchNormDropout(false)),
                        Map.entry("two inputs", SmallNetworks.twoInputsAdded()),
                        Map.entry("label", SmallNetworks.labelLookedUp()))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    RandomStream dropout = new RandomStream(3);
                    try (Network critic = network(entry.getValue(), dropout)) {
                        CriticConstraint penalty = new GradientPenalty(2, false, 1, 1).forRun(critic);
                        byte[] masks = dropout.state();
                        penalty.penalise(turn(critic, new RandomStream(7), new HashMap<>()));
                        GradientCheck.parameters(
                                critic, HostTensor.copyOf(critic.gradients()).array(), () -> {
                                    dropout.restore(masks);
                                    return penalty.penalise(turn(critic, new RandomStream(7), new HashMap<>()));
                                });
                    }
                }));
    }

    /**
     * With leaky rectifiers, differences of gradients are no substitute for the exact product. Here
     * the penalty itself is differenced, in steps too small to reach a kink.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void leakyRectifiersAreExactAtTenRandomPoints(double dropped) {
        for (int seed = 1; seed <= 10; seed++) {
            RandomStream dropout = new RandomStream(seed);
            try (Network critic = network(critic(dropped, 6, 16, Activation.LEAKYRELU), dropout)) {
                RandomStream random = new RandomStream(100 + seed);
                critic.parameters()
                        .write(normal(random, (int) critic.parameters().length()));
                critic.parametersChanged();
                byte[] masks = dropout.state();
                long points = seed;
                CriticConstraint penalty = new GradientPenalty().forRun(critic);
                penalty.penalise(turn(critic, new RandomStream(points), new HashMap<>()));
                double[] exact = new double[(int) critic.gradients().length()];
                critic.gradients().read(exact);
                double[] differences = new double[exact.length];
                double h = 1e-6;
                for (int i = 0; i < exact.length; i++) {
                    double value = critic.parameters().at(i);
                    double above = valueWith(critic, i, value + h, penalty, points, dropout, masks);
                    double below = valueWith(critic, i, value - h, penalty, points, dropout, masks);
                    valueWith(critic, i, value, penalty, points, dropout, masks);
                    differences[i] = (above - below) / (2 * h);
                }
                assertThat(cosine(exact, differences)).as("seed %d", seed).isGreaterThan(0.9999995);
            }
        }
    }

    @Test
    void aWeightThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new GradientPenalty(0, false, 1, 1))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("weight");
    }

    private static double valueWith(
            Network critic,
            int element,
            double value,
            CriticConstraint penalty,
            long points,
            RandomStream dropout,
            byte[] masks) {
        critic.parameters().write(new double[] {value}, 1, element);
        critic.parametersChanged();
        dropout.restore(masks);
        return penalty.penalise(turn(critic, new RandomStream(points), new HashMap<>()));
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            first += a[i] * a[i];
            second += b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }

    private static double[] normal(RandomStream random, int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> random.nextNormal());
        return numbers;
    }

    private static CriticTurn turn(Network critic, RandomStream random, Map<String, Double> measured) {
        List<Tensor> real = new ArrayList<>();
        List<Tensor> fake = new ArrayList<>();
        RandomStream data = new RandomStream(5);
        for (var input : GradientCheck.inputs(critic.definition(), data, N)) {
            real.add(HostTensor.over(input));
        }
        for (var input : GradientCheck.inputs(critic.definition(), data, N)) {
            fake.add(HostTensor.over(input));
        }
        return new CriticTurn(critic, real, fake, random, measured::put);
    }

    private static Network network(NetworkDefinition definition, RandomStream dropout) {
        return new Dl4jEngine()
                .build(new NetworkRequest("critic", definition, DataType.DOUBLE, new RandomStream(42), dropout));
    }

    /** A critic of vectors with hidden layers of one width. */
    private static NetworkDefinition critic(double dropped, int inputs, int width, Activation... hidden) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder().graphBuilder().addInputs("input");
        String source = "input";
        int in = inputs;
        for (int i = 0; i < hidden.length; i++) {
            DenseLayer.Builder layer =
                    new DenseLayer.Builder().nIn(in).nOut(width).activation(hidden[i]);
            if (dropped > 0) {
                layer.dropOut(1 - dropped);
            }
            graph.addLayer("hidden-" + i, layer.build(), source);
            source = "hidden-" + i;
            in = width;
        }
        graph.addLayer(
                        "score",
                        new DenseLayer.Builder()
                                .nIn(in)
                                .nOut(1)
                                .activation(Activation.IDENTITY)
                                .build(),
                        source)
                .setOutputs("score");
        return new NetworkDefinition(graph.build(), List.of(TensorShape.of(inputs)), TensorShape.of(1));
    }
}
