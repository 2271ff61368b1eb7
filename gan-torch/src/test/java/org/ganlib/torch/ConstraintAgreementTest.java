package org.ganlib.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.game.GameSignatures;
import org.ganlib.losses.constraint.Dragan;
import org.ganlib.losses.constraint.FakeGradientPenalty;
import org.ganlib.losses.constraint.GradientPenalty;
import org.ganlib.losses.constraint.RealGradientPenalty;
import org.ganlib.losses.constraint.SpectralNorm;
import org.ganlib.losses.constraint.ZeroCentredPenalty;
import org.ganlib.models.architecture.Mlp;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.OneDnnEngine;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticConstraint.CriticTurn;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GradientCheck;
import org.ganlib.testkit.SmallNetworks;
import org.ganlib.testkit.SmoothNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The gradients of every constraint in float, by libtorch's double backward pass and by oneDNN's
 * tangent pass, against those of the reference engine in double.
 */
final class ConstraintAgreementTest {
    private static final int N = 6;

    /** The largest distance of two gradients, as a share of their length. */
    private static final double TOLERANCE = 1e-4;

    @TestFactory
    Stream<DynamicTest> gradientsAreThoseOfTheReference() {
        Map<String, NetworkDefinition> critics = new LinkedHashMap<>();
        critics.put("dense", SmallNetworks.dense(Activation.TANH));
        // oneDNN computes the gradients of so large a layer when it is asked for them.
        critics.put("wide dense", new Mlp().define(GameSignatures.critic(List.of(TensorShape.of(784)))));
        critics.put("dense, batch norm", SmoothNetwork.of(SmallNetworks.denseBatchNormDropout(false)));
        critics.put("convolution, batch norm", SmallNetworks.convolutionalCritic());
        critics.put("residual", SmallNetworks.residualSum());
        critics.put("label", SmallNetworks.labelLookedUp());
        critics.put("two inputs", SmallNetworks.twoInputsMerged());
        Map<String, CriticConstraint> constraints = new LinkedHashMap<>();
        constraints.put("gradient-penalty", new GradientPenalty());
        constraints.put("r1", new RealGradientPenalty());
        constraints.put("r2", new FakeGradientPenalty());
        constraints.put("zero-centred", new ZeroCentredPenalty());
        constraints.put("dragan", new Dragan());
        constraints.put("spectral-norm", new SpectralNorm());
        List<DynamicTest> tests = new ArrayList<>();
        critics.forEach((criticName, definition) -> constraints.forEach(
                (name, constraint) -> tests.add(DynamicTest.dynamicTest(name + " on " + criticName, () -> {
                    double[] expected = gradients(new Dl4jEngine(), DataType.DOUBLE, definition, constraint);
                    for (NetworkEngine engine : List.of(new TorchEngine(), new OneDnnEngine())) {
                        double[] actual = gradients(engine, DataType.FLOAT, definition, constraint);
                        assertThat(distance(actual, expected))
                                .as("%s", engine)
                                .isCloseTo(0, within(TOLERANCE * distance(new double[expected.length], expected)));
                    }
                }))));
        return tests.stream();
    }

    /** The gradients that are there before an update, of a penalty or of a sum of outputs. */
    private static double[] gradients(
            NetworkEngine engine, DataType precision, NetworkDefinition definition, CriticConstraint plugin) {
        try (Network critic = engine.build(
                new NetworkRequest("critic", definition, precision, new RandomStream(42), new RandomStream(3)))) {
            CriticConstraint constraint = plugin.forRun(critic);
            constraint.beforeCriticStep(critic);
            double[] slopes = new double[(int) critic.gradients().length()];
            if (plugin instanceof SpectralNorm) {
                backward(critic, definition);
            }
            constraint.penalise(new CriticTurn(
                    critic,
                    examples(definition, 5),
                    examples(definition, 6),
                    new RandomStream(7),
                    (name, value) -> {}));
            constraint.beforeCriticUpdate(critic);
            double[] gradients = new double[slopes.length];
            critic.gradients().read(gradients);
            return gradients;
        }
    }

    /** Adds the gradients of the sum of the outputs, with signs that alternate. */
    private static void backward(Network critic, NetworkDefinition definition) {
        try (Pass pass = critic.forward(Mode.TRAINING, examples(definition, 5).toArray(Tensor[]::new))) {
            double[] slopes = new double[(int) pass.output().length()];
            Arrays.setAll(slopes, i -> i % 2 == 0 ? 1 : -0.5);
            Tensor gradient = HostTensor.zeros(
                    DataType.DOUBLE, pass.output().shape(), pass.output().rows());
            gradient.write(slopes);
            pass.backward(gradient, Wanted.PARAMETERS);
        }
    }

    private static List<Tensor> examples(NetworkDefinition definition, long seed) {
        RandomStream random = new RandomStream(seed);
        return Arrays.stream(GradientCheck.inputs(definition, random, N))
                .<Tensor>map(HostTensor::over)
                .toList();
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }
}
