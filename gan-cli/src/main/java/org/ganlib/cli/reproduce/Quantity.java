package org.ganlib.cli.reproduce;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.spi.MetricResult;

/**
 * A number that a metric gives of a trained model.
 *
 * @param name the name of its rows
 * @param measured the metric, its settings, and the number of samples
 * @param detail the detail of the metric's result; empty for its value
 * @param published the number in print
 * @param margin the largest difference from the published number that still counts as agreement
 * @param bound the number that the mean must reach, if there is one
 * @param ifDiverged the value to take for a training that diverged
 */
public record Quantity(
        String name,
        Measured measured,
        String detail,
        PublishedNumber published,
        double margin,
        OptionalDouble bound,
        double ifDiverged) {
    /**
     * A metric as it is evaluated.
     *
     * @param metric its name, {@code ID} or {@code ID[EXTRACTOR]}
     * @param settings its settings, {@code ID.key=value}
     * @param samples the number of generated examples
     */
    public record Measured(String metric, List<String> settings, int samples) {
        /** Copies the list. */
        public Measured {
            settings = List.copyOf(settings);
        }
    }

    /** A quantity without a number in print and without a claim. */
    public static Quantity shown(String name, Measured measured, String detail, double ifDiverged) {
        return new Quantity(name, measured, detail, PublishedNumber.NONE, 0, OptionalDouble.empty(), ifDiverged);
    }

    /** The same with a number in print. */
    public Quantity published(double mean, double error, double itsMargin) {
        return new Quantity(name, measured, detail, new PublishedNumber(mean, error), itsMargin, bound, ifDiverged);
    }

    /** The same with a number that the mean must reach. */
    public Quantity atLeast(double least) {
        return new Quantity(name, measured, detail, published, margin, OptionalDouble.of(least), ifDiverged);
    }

    /**
     * The number, measured.
     *
     * @param most the largest number of generated examples
     * @param results the results of the model so far; that of this quantity's metric is added
     */
    double of(Workspace workspace, TrainedModel model, long seed, int most, Map<Measured, MetricResult> results) {
        MetricResult result = results.computeIfAbsent(measured, metric -> workspace
                .evaluate(
                        model,
                        EvaluationProtocol.USUAL
                                .withCount(Math.min(most, metric.samples()))
                                .withSeed(seed),
                        List.of(metric.metric()),
                        metric.settings())
                .values()
                .iterator()
                .next());
        return detail.isEmpty() ? result.value() : result.details().get(detail);
    }

    /**
     * The row of the quantity. The bound is judged at every scale except smoke, where nothing has
     * been learnt yet; the published number only at paper scale.
     */
    Row row(String method, List<Double> values, Scale scale, String note) {
        String rowName = method + "/" + name;
        Row row = Row.bySeed(rowName, values, note);
        if (bound.isPresent() && scale != Scale.SMOKE) {
            row = Row.atLeast(rowName, bound.getAsDouble(), values, note);
        } else if (published.exists() && scale == Scale.PAPER) {
            return Row.reproduced(rowName, published.mean(), published.error(), values, margin, note);
        }
        return published.exists() ? row.withPublished(published.mean()) : row;
    }
}
