package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticConstraint.CriticTurn;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/** A critic with the constraint of its run, its examples and its random streams. */
final class ConstrainedCritic implements AutoCloseable {
    /** The number of examples on each side. */
    static final int SIZE = 6;

    private final Network critic;
    private final CriticConstraint constraint;
    private final RandomStream dropout = new RandomStream(3);
    private final RandomStream random = new RandomStream(7);
    private final ParameterSlabs slabs = new ParameterSlabs();
    private final Map<String, Double> measured = new LinkedHashMap<>();
    private final CriticTurn turn;

    /** Builds the critic on an engine and multiplies its initial weights by {@code steepness}. */
    ConstrainedCritic(
            CriticConstraint plugin,
            NetworkDefinition definition,
            NetworkEngine engine,
            DataType precision,
            double steepness) {
        critic = engine.build(new NetworkRequest("critic", definition, precision, new RandomStream(42), dropout));
        TensorValues.leaveTheStart(critic, steepness, 0.05);
        constraint = plugin.forRun(critic);
        assertThat(constraint).as("forRun(critic)").isNotNull();
        RandomStream drawn = new RandomStream(11);
        turn = new CriticTurn(critic, examples(drawn, 0), examples(drawn, 1), random, measured::put);
    }

    private List<Tensor> examples(RandomStream drawn, double shift) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < critic.definition().inputs().size(); i++) {
            TensorShape shape = critic.definition().inputs().get(i);
            int classes = critic.definition().classes(i);
            double[] numbers = new double[SIZE * shape.elements()];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = classes > 0 ? drawn.nextInt(classes) : drawn.nextNormal() + shift;
            }
            Tensor tensor = critic.memory().allocate(critic.parameters().precision(), shape, SIZE);
            tensor.write(numbers);
            inputs.add(tensor);
        }
        return List.copyOf(inputs);
    }

    Network critic() {
        return critic;
    }

    CriticConstraint constraint() {
        return constraint;
    }

    CriticTurn turn() {
        return turn;
    }

    /** The numbers that the constraint reported, by name. */
    Map<String, Double> measured() {
        return measured;
    }

    double[] parameters() {
        return numbers(critic.parameters());
    }

    void write(double[] parameters) {
        critic.parameters().write(parameters);
        critic.parametersChanged();
    }

    double[] gradients() {
        return numbers(critic.gradients());
    }

    /** The examples of both sides. */
    List<double[]> examples() {
        List<double[]> all = new ArrayList<>();
        turn.real().forEach(tensor -> all.add(numbers(tensor)));
        turn.fake().forEach(tensor -> all.add(numbers(tensor)));
        return all;
    }

    private static double[] numbers(Tensor tensor) {
        double[] numbers = new double[(int) tensor.length()];
        tensor.read(numbers);
        return numbers;
    }

    /** The states of the stream of masks and of the constraint's own. */
    List<byte[]> streams() {
        return List.of(dropout.state(), random.state());
    }

    void restoreStreams(List<byte[]> states) {
        dropout.restore(states.get(0));
        random.restore(states.get(1));
    }

    /**
     * Makes one critic step in the trainer's order. The update follows the penalty's gradient and a
     * constant drift, which takes the place of the loss's gradient.
     *
     * @return the penalty
     */
    double step() {
        apply(constraint.ruleBeforeStep(critic.layout()));
        constraint.beforeCriticStep(critic);
        double penalty = constraint.penalise(turn);
        constraint.beforeCriticUpdate(critic);
        double[] parameters = parameters();
        double[] gradients = gradients();
        for (Segment segment : critic.layout().segments()) {
            for (long i = segment.offset(); i < segment.end() && !segment.isStatistic(); i++) {
                parameters[(int) i] += 0.01 * Math.sin((double) i) - 0.001 * gradients[(int) i];
            }
        }
        write(parameters);
        critic.clearGradients();
        apply(constraint.ruleAfterUpdate(critic.layout()));
        constraint.afterCriticUpdate(critic);
        return penalty;
    }

    private void apply(Optional<ParameterRule> rule) {
        if (rule.isPresent()) {
            slabs.apply(rule.get(), critic.parameters());
            critic.parametersChanged();
        }
    }

    @Override
    public void close() {
        critic.close();
    }
}
