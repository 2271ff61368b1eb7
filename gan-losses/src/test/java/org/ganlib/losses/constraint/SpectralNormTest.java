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
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.testkit.ConstraintContract;
import org.ganlib.testkit.GradientCheck;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

final class SpectralNormTest implements ConstraintContract {
    private static final int N = 5;

    /** So many iterations that u and v are the singular vectors. */
    private static final int TO_THE_END = 3_000;

    @Override
    public CriticConstraint configured() {
        return new SpectralNorm(3);
    }

    /** The laws of the projection. */
    @Nested
    final class Projection implements ConstraintContract {
        @Override
        public CriticConstraint configured() {
            return new SpectralProjection(0.7, 2);
        }
    }

    /** A row of weights has one singular value, its length. */
    @Test
    void aLinearCriticHasWeightsOfTheLengthOne() {
        try (LinearCritic critic = new LinearCritic(new SpectralNorm(), 3, 4)) {
            critic.constraint().beforeCriticStep(critic.critic());
            assertThat(parameters(critic.critic()))
                    .usingComparatorWithPrecision(1e-15)
                    .containsExactly(0.6, 0.8, 7);
            Map<String, Double> measured = new HashMap<>();
            critic.constraint().measure(critic.critic(), measured::put);
            assertThat(measured.get(SpectralNorm.ESTIMATE)).isCloseTo(5, within(1e-14));
            assertThat(measured.get(SpectralNorm.EXACT)).isCloseTo(1, within(1e-14));
            // A gradient along w changes nothing; one across it is divided by σ.
            critic.critic().gradients().write(new double[] {6 - 4, 8 + 3, 2});
            critic.constraint().beforeCriticUpdate(critic.critic());
            assertThat(critic.gradients()).usingComparatorWithPrecision(1e-14).containsExactly(-0.8, 0.6, 2);
            assertThat(parameters(critic.critic()))
                    .usingComparatorWithPrecision(1e-14)
                    .containsExactly(3, 4, 7);
        }
    }

    @Test
    void aProjectionLeavesSmallWeightsAlone() {
        try (LinearCritic small = new LinearCritic(new SpectralProjection(), 0.3, 0.4);
                LinearCritic large = new LinearCritic(new SpectralProjection(2, 1), 3, 4)) {
            small.constraint().beforeCriticStep(small.critic());
            large.constraint().beforeCriticStep(large.critic());
            assertThat(parameters(small.critic())).containsExactly(0.3, 0.4, 7);
            assertThat(parameters(large.critic()))
                    .usingComparatorWithPrecision(1e-14)
                    .containsExactly(1.2, 1.6, 7);
        }
    }

    /**
     * The critic is a function of the weights before they were normalised. Its derivatives by them
     * are those that the constraint leaves before an update.
     */
    @TestFactory
    Stream<DynamicTest> gradientsBeforeAnUpdateAreThoseByTheTrainedWeights() {
        return Stream.of(
                        Map.entry("dense", SmallNetworks.dense(Activation.TANH)),
                        Map.entry("convolution", SmallNetworks.convolutionalCritic()),
                        Map.entry("transposed convolution", SmallNetworks.convolutionalGenerator()),
                        Map.entry("residual", SmallNetworks.residualSum()),
                        Map.entry("batch norm", SmallNetworks.denseBatchNormDropout(false)),
                        Map.entry("label", SmallNetworks.labelLookedUp()),
                        Map.entry("two inputs", SmallNetworks.twoInputsAdded()))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> checkGradients(entry.getValue())));
    }

    private static void checkGradients(NetworkDefinition definition) {
        RandomStream dropout = new RandomStream(3);
        try (Network critic = new Dl4jEngine()
                .build(new NetworkRequest("critic", definition, DataType.DOUBLE, new RandomStream(42), dropout))) {
            byte[] masks = dropout.state();
            double[] weights = parameters(critic);
            CriticConstraint constraint = new SpectralNorm(TO_THE_END).forRun(critic);
            constraint.beforeCriticStep(critic);
            loss(critic, true);
            constraint.beforeCriticUpdate(critic);
            double[] exact = new double[weights.length];
            critic.gradients().read(exact);
            double[] restored = parameters(critic);
            for (Segment segment : critic.layout().segments()) {
                for (int i = (int) segment.offset(); i < segment.end() && !segment.isStatistic(); i++) {
                    assertThat(restored[i])
                            .as("%s, parameter %d", segment.name(), i)
                            .isCloseTo(weights[i], within(1e-12));
                    double slope = (lossWith(critic, weights, i, 1e-5, dropout, masks)
                                    - lossWith(critic, weights, i, -1e-5, dropout, masks))
                            / 2e-5;
                    assertThat(exact[i])
                            .as("%s, parameter %d", segment.name(), i)
                            .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
                }
            }
        }
    }

    private static double lossWith(
            Network critic, double[] weights, int index, double change, RandomStream dropout, byte[] masks) {
        double[] changed = weights.clone();
        changed[index] += change;
        critic.parameters().write(changed);
        critic.parametersChanged();
        dropout.restore(masks);
        new SpectralNorm(TO_THE_END).forRun(critic).beforeCriticStep(critic);
        return loss(critic, false);
    }

    /** A weighted sum of the outputs; its gradients are added if they are wanted. */
    private static double loss(Network critic, boolean gradients) {
        RandomStream data = new RandomStream(5);
        List<Tensor> inputs = new ArrayList<>();
        for (var input : GradientCheck.inputs(critic.definition(), data, N)) {
            inputs.add(HostTensor.over(input));
        }
        try (Pass pass = critic.forward(Mode.TRAINING, inputs.toArray(Tensor[]::new))) {
            double[] outputs = new double[(int) pass.output().length()];
            pass.output().read(outputs);
            double[] slopes = new double[outputs.length];
            Arrays.setAll(slopes, i -> Math.sin(1.0 + i));
            double sum = 0;
            for (int i = 0; i < outputs.length; i++) {
                sum += slopes[i] * outputs[i];
            }
            if (gradients) {
                Tensor gradient =
                        HostTensor.zeros(DataType.DOUBLE, critic.definition().output(), N);
                gradient.write(slopes);
                pass.backward(gradient, Wanted.PARAMETERS);
            }
            return sum;
        }
    }

    /** After an update every matrix has the norm 1 again, to what one iteration gives. */
    @Test
    void everyMatrixHasTheNormOneAfterAnUpdate() {
        try (Network critic = new Dl4jEngine()
                .build(new NetworkRequest(
                        "critic",
                        SmallNetworks.convolutionalCritic(),
                        DataType.DOUBLE,
                        new RandomStream(42),
                        new RandomStream(3)))) {
            CriticConstraint constraint = new SpectralNorm().forRun(critic);
            Map<String, Double> measured = new HashMap<>();
            for (int step = 0; step < 20; step++) {
                constraint.beforeCriticStep(critic);
                constraint.beforeCriticUpdate(critic);
                double[] weights = parameters(critic);
                for (int i = 0; i < weights.length; i++) {
                    weights[i] += 0.01 * Math.sin(1.0 + i);
                }
                critic.parameters().write(weights);
                constraint.afterCriticUpdate(critic);
                constraint.measure(critic, measured::put);
                assertThat(measured.get(SpectralNorm.EXACT)).as("step %d", step).isBetween(1 - 1e-9, 1.02);
            }
        }
    }

    @Test
    void noIterationIsRefused() {
        assertThatThrownBy(() -> new SpectralNorm(0))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("iterations");
        assertThatThrownBy(() -> new SpectralProjection(0, 1)).hasMessageContaining("limit");
    }

    private static double[] parameters(Network critic) {
        double[] parameters = new double[(int) critic.parameters().length()];
        critic.parameters().read(parameters);
        return parameters;
    }
}
