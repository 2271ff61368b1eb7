package org.ganlib.library;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.evaluate.Evaluation;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.evaluate.Subject;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricInfo.Direction;
import org.ganlib.train.Evaluator;

/**
 * Evaluates the experiment's metrics on the model in training. It measures what {@code gan
 * evaluate} measures by default, on the same number of examples. Every evaluation draws the same
 * latents.
 */
final class TrainingEvaluation implements Evaluator {
    private final TrainedModel model;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final EvaluationProtocol protocol;
    private final Path cache;

    /**
     * @param cache the directory in which extractors keep what they learnt
     * @throws ConfigurationException if two metrics differ only in their settings
     */
    TrainingEvaluation(TrainedModel model, Experiment experiment, Path cache) {
        this.model = model;
        experiment.metrics().forEach(metric -> {
            Metric before = metrics.put(key(metric), metric);
            if (before != null && !before.equals(metric)) {
                throw new ConfigurationException(
                        "experiment",
                        List.of("metrics: " + key(metric)
                                + " is there twice with different settings, and results have one of that name"));
            }
        });
        protocol = EvaluationProtocol.USUAL.withSeed(experiment.seed());
        this.cache = cache;
    }

    @Override
    public Map<String, Double> evaluate(long step) {
        Map<String, Double> values = new LinkedHashMap<>();
        try (Subject subject = new RunSubject(model);
                Evaluation evaluation = new Evaluation(
                        subject, () -> model.sample(protocol.count(), protocol.seed()), protocol, cache)) {
            metrics.forEach((key, metric) -> {
                evaluation.inapplicable(metric, name(metric)).ifPresent(reason -> {
                    throw new GanException(
                            "metrics: " + key + ": " + reason + ". Remove it, or set train.evaluate-every to 0");
                });
                values.put(key, evaluation.measure(metric, name(metric)).value());
            });
        }
        return values;
    }

    @Override
    public Map<String, Direction> directions() {
        Map<String, Direction> directions = new LinkedHashMap<>();
        metrics.forEach((key, metric) -> directions.put(key, metric.info().direction()));
        return directions;
    }

    @Override
    public Map<String, String> identities() {
        Map<String, String> identities = new LinkedHashMap<>();
        metrics.forEach((key, metric) -> identities.put(
                key,
                RecordWriter.toMap((Record) metric) + ", " + protocol.count() + " generated and at most "
                        + protocol.realCount() + " real examples, seed " + protocol.seed()));
        return identities;
    }

    private static String key(Metric metric) {
        return metric.featureExtractor()
                .map(e -> name(metric) + "["
                        + e.getClass().getAnnotation(PluginName.class).value() + "]")
                .orElse(name(metric));
    }

    private static String name(Metric metric) {
        return metric.getClass().getAnnotation(PluginName.class).value();
    }
}
