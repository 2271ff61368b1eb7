package org.ganlib.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ganlib.config.TrainSettings;
import org.ganlib.file.AtomicFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.spi.MetricInfo.Direction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The development of a run's metrics during training: the values at each evaluation, the best one
 * so far, and whether they still improve.
 */
final class Progression {
    /** Before a metric's name in metrics.jsonl. */
    static final String PREFIX = "metric/";

    private static final Logger LOG = LoggerFactory.getLogger(Progression.class);

    private final TrainSettings settings;
    private final Evaluator evaluator;
    /** The full name of the metric that is to improve; empty for none. */
    private final String improving;

    private BestRecord best;

    /**
     * @param evaluator null where nothing is evaluated
     * @throws ConfigurationException if the metric that is to improve is none of those that are
     *     evaluated, or could be several
     */
    Progression(TrainSettings settings, Evaluator evaluator) {
        this.settings = settings;
        this.evaluator = evaluator;
        improving = evaluator == null || settings.best().isEmpty()
                ? settings.best()
                : fullName(settings.best(), evaluator.directions().keySet());
    }

    /** {@code ID} alone stands for {@code ID[EXTRACTOR]} where that is the only one. */
    private static String fullName(String name, Set<String> evaluated) {
        if (evaluated.contains(name)) {
            return name;
        }
        List<String> meant =
                evaluated.stream().filter(full -> full.startsWith(name + "[")).toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        throw new ConfigurationException(
                "experiment",
                List.of(
                        meant.isEmpty()
                                ? "train.best: must be one of the experiment's metrics, " + evaluated + ", was " + name
                                : "train.best: could be any of " + meant + ", was " + name
                                        + ". Write the one that is meant in full"));
    }

    /** Returns true if that step is one to evaluate after. */
    boolean isDue(long step) {
        return evaluator != null && settings.evaluateEvery() > 0 && step % settings.evaluateEvery() == 0;
    }

    /**
     * Evaluates, and records the values.
     *
     * @return true if the best metric improved
     */
    boolean evaluate(long step, StepMeasurements measurements) {
        Map<String, Double> values = evaluator.evaluate(step);
        values.forEach((name, value) -> measurements.note(PREFIX + name, value));
        if (improving.isEmpty()) {
            return false;
        }
        Direction better = evaluator.directions().get(improving);
        best = BestRecord.after(best, better, values.getOrDefault(improving, Double.NaN), step, identity());
        return best != null && best.step() == step;
    }

    /** The record so far; null before there is one. */
    BestRecord best() {
        return best;
    }

    /**
     * Restores the record of an earlier process. A record of another metric, or of the same metric
     * with other settings, is not comparable: it is dropped, and the log says so.
     *
     * @param record the record; null if there is none
     * @param metricBefore the name of the record's metric, for a record that does not have it; null
     *     if unknown
     */
    void restore(BestRecord record, String metricBefore) {
        best = record;
        if (record == null || evaluator == null || improving.isEmpty()) {
            return;
        }
        boolean same = record.metric() == null
                ? metricBefore == null || metricBefore.equals(improving)
                : record.metric().equals(identity());
        if (!same) {
            best = null;
            LOG.warn(
                    "train.best: the best value so far, {} of step {}, is of {} and is not comparable with {}: the record starts anew",
                    record.value(),
                    record.step(),
                    record.metric() == null ? metricBefore : record.metric(),
                    identity());
        }
    }

    /**
     * The name of the metric in a run's record on disk; null if there is no record or it cannot be
     * read.
     */
    static String metricOf(RunDirectory directory) {
        try {
            return Files.exists(directory.best())
                    ? BoundedJson.read(directory.best()).path("metric").asText(null)
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private String identity() {
        return evaluator.identities().getOrDefault(improving, improving);
    }

    /** Returns true if the best metric has failed to improve for as long as it may. */
    boolean isStalled() {
        return settings.patience() > 0 && best != null && best.withoutImprovement() >= settings.patience();
    }

    /** Writes {@code best.json}, or removes it where there is no record. */
    void write(RunDirectory directory) {
        if (best == null) {
            RunDirectory.delete(directory.best());
            return;
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("metric", improving);
        if (best.metric() != null) {
            content.put("measured", best.metric());
        }
        content.put("value", best.value());
        content.put("step", best.step());
        content.put(
                "checkpoint",
                directory.root().relativize(directory.checkpoint(best.step())).toString());
        try {
            AtomicFile.write(
                    directory.best(),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts and numbers is always JSON", e);
        }
    }
}
