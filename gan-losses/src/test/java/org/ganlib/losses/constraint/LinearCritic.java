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

    /** The only critic of a run. */
    LinearCritic(CriticConstraint plugin, double first, double second) {
        critic = network("critic", first, second);
        constraint = plugin.forRun(critic);
    }

    /** Another critic of the run that a critic belongs to. */
    LinearCritic(LinearCritic ofRun, double first, double second) {
        critic = network("other-critic", first, second);
        constraint = ofRun.constraint;
    }

    private static Network network(String name, double first, double second) {
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
        Network critic = new Dl4jEngine()
                .build(new NetworkRequest(name, definition, DataType.DOUBLE, new RandomStream(1), new RandomStream(3)));
        critic.parameters().write(new double[] {first, second, 7});
        critic.parametersChanged();
        return critic;
    }

    /**
     * Makes one critic step in the trainer's order; a constant drift takes the place of the loss's
     * gradient.
     *
     * @return the penalty
     */
    double step() {
        constraint.beforeCriticStep(critic);
        double penalty = penalise();
        constraint.beforeCriticUpdate(critic);
        double[] parameters = parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += 0.1 * (i + 1) - 0.01 * gradients()[i];
        }
        critic.parameters().write(parameters);
        critic.parametersChanged();
        constraint.afterCriticUpdate(critic);
        return penalty;
    }

    /** Both weights and the bias. */
    double[] parameters() {
        double[] parameters = new double[3];
        critic.parameters().read(parameters);
        return parameters;
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
