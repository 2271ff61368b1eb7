package org.ganlib.losses.constraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticConstraint.CriticTurn;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A critic w·x + b of two numbers, whose gradient by x is w everywhere, with a constraint and five
 * examples on each side.
 */
final class LinearCritic implements AutoCloseable {
    private static final int N = 5;

    private final Network critic;
    private final CriticConstraint constraint;
    private final Map<String, Double> measured = new HashMap<>();
    private final RandomStream random = new RandomStream(2);

    LinearCritic(CriticConstraint plugin, double first, double second) {
        NetworkDefinition definition = new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("input")
                        .addLayer(
                                "score",
                                new DenseLayer.Builder()
                                        .nIn(2)
                                        .nOut(1)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                "input")
                        .setOutputs("score")
                        .build(),
                List.of(TensorShape.of(2)),
                TensorShape.of(1));
        critic = new Dl4jEngine()
                .build(new NetworkRequest(
                        "critic", definition, DataType.DOUBLE, new RandomStream(1), new RandomStream(3)));
        critic.parameters().write(new double[] {first, second, 7});
        critic.parametersChanged();
        constraint = plugin.forRun(critic);
    }

    Network critic() {
        return critic;
    }

    CriticConstraint constraint() {
        return constraint;
    }

    /** Clears the gradients and penalises. */
    double penalise() {
        critic.clearGradients();
        return constraint.penalise(new CriticTurn(critic, examples(0), examples(3), random, measured::put));
    }

    private static List<Tensor> examples(double shift) {
        double[] numbers = new double[2 * N];
        RandomStream drawn = new RandomStream(5);
        Arrays.setAll(numbers, i -> drawn.nextNormal() + shift);
        Tensor tensor = HostTensor.zeros(DataType.DOUBLE, TensorShape.of(2), N);
        tensor.write(numbers);
        return new ArrayList<>(List.of(tensor));
    }

    /** The gradients by both weights and the bias. */
    double[] gradients() {
        double[] gradients = new double[3];
        critic.gradients().read(gradients);
        return gradients;
    }

    Map<String, Double> measured() {
        return measured;
    }

    @Override
    public void close() {
        critic.close();
    }
}
