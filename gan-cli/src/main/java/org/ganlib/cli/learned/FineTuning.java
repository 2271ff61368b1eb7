package org.ganlib.cli.learned;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.metrics.network.SoftmaxCrossEntropy;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.UpdatePlan;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.ConstantRate;
import org.ganlib.problem.GanException;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Activations;
import org.ganlib.spi.Examples;
import org.ganlib.train.BatchNormCheck;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Training a classifier on few labels: a network with a softmax layer in the place of its last one.
 * Whether its other layers start from what they learnt before or from fresh numbers is all that two
 * trainings of one seed differ in: new layer, order of examples, dropout and steps are the same.
 *
 * @param steps updates of Adam, ≥ 1
 * @param batch examples per update, ≥ 1; all where there are fewer
 * @param learningRate Adam's, above 0
 * @param seed where everything random starts
 */
public record FineTuning(int steps, int batch, double learningRate, long seed) {
    /**
     * Trains the network's layers further; the network itself stays as it is.
     *
     * @return share of held-out examples that are right
     */
    public double accuracyOf(
            Network network,
            Function<NetworkRequest, Network> engine,
            int classes,
            Examples labelled,
            Examples heldOut) {
        NetworkDefinition definition = network.definition().withOutputs(classes);
        return train(definition, engine, labelled, heldOut, fresh -> copyBody(network, fresh));
    }

    /**
     * Trains the same layers from freshly drawn numbers.
     *
     * @return share of held-out examples that are right
     */
    public double accuracyFromScratch(
            Network network,
            Function<NetworkRequest, Network> engine,
            int classes,
            Examples labelled,
            Examples heldOut) {
        NetworkDefinition definition = network.definition().withOutputs(classes);
        return train(definition, engine, labelled, heldOut, fresh -> {});
    }

    private double train(
            NetworkDefinition definition,
            Function<NetworkRequest, Network> engine,
            Examples labelled,
            Examples heldOut,
            Consumer<Network> start) {
        RandomStreams streams = new RandomStreams(seed);
        try (Network network = engine.apply(new NetworkRequest(
                "classifier", definition, DataType.FLOAT, streams.named("initialisation"), streams.named("dropout")))) {
            start.accept(network);
            requireSpread(network, Math.min(batch, labelled.count()));
            train(network, labelled, streams.named("order"));
            Examples scores = Activations.output(network, heldOut, definition.output());
            return accuracy(scores);
        }
    }

    private static void requireSpread(Network network, int size) {
        if (size == 1) {
            BatchNormCheck.singleNumbers(network).ifPresent(layer -> {
                throw new GanException(
                        "minibatches of 1 example: batch norm " + layer
                                + " would normalise one number at a time, and makes 0 of each. Take a larger --batch and more labels");
            });
        }
    }

    private void train(Network network, Examples labelled, RandomStream order) {
        int size = Math.min(batch, labelled.count());
        Adam adam = new Adam(learningRate, 0.9, 0.999, 1e-8, 0, new ConstantRate());
        UpdatePlan plan = new UpdatePlan(adam.rule(), adam.weightDecay(), network.layout(), DataType.FLOAT);
        try (SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(network, size)) {
            Examples shuffled = labelled;
            int from = labelled.count();
            for (int step = 0; step < steps; step++) {
                if (from + size > shuffled.count()) {
                    shuffled = Selection.shuffled(labelled, order);
                    from = 0;
                }
                loss.gradients(Selection.range(shuffled, from, from + size));
                plan.begin(step, adam.learningRate(step), ParameterRule.NONE);
                network.apply(plan);
                from += size;
            }
        }
    }

    private static void copyBody(Network from, Network to) {
        List<String> layers = from.definition().layers();
        String head = layers.get(layers.size() - 1) + "/";
        for (Segment segment : to.layout().segments()) {
            if (!segment.name().startsWith(head)) {
                Segment same = from.layout().segments().stream()
                        .filter(s -> s.name().equals(segment.name()))
                        .findFirst()
                        .orElseThrow();
                float[] values = new float[Math.toIntExact(segment.length())];
                from.parameters().read(same.offset(), values, values.length);
                to.parameters().write(values, values.length, segment.offset());
            }
        }
        to.parametersChanged();
    }

    private double accuracy(Examples scores) {
        int classes = scores.shape().elements();
        int right = 0;
        for (int i = 0; i < scores.count(); i++) {
            int best = 0;
            for (int c = 0; c < classes; c++) {
                float score = scores.values()[i * classes + c];
                if (!Float.isFinite(score)) {
                    throw new TrainingDivergedException(
                            steps,
                            "classifier score",
                            "--learning-rate: training the classifier with " + learningRate
                                    + " diverged. Choose a smaller one.");
                }
                best = score > scores.values()[i * classes + best] ? c : best;
            }
            right += best == scores.labels()[i] ? 1 : 0;
        }
        return right / (double) scores.count();
    }
}
