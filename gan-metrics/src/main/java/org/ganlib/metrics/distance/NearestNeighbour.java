package org.ganlib.metrics.distance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.HeldOut;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Subset;

/**
 * The distance from generated examples to the nearest real ones, relative to the distance between
 * real ones:
 *
 * <pre>{@code
 * value = mean over generated x of min over reference r of ‖x − r‖₂
 *       ÷ mean over held-out  h of min over reference r of ‖h − r‖₂
 * }</pre>
 *
 * A pure number, above 0; the smaller the nearer. Examples drawn from the data's own distribution
 * have 1 in expectation. Below 1 is no triumph: copies of reference examples have 0, and bland
 * examples, such as averages, lie nearer to everything than real ones do. Read it beside the class
 * shares and the pictures.
 *
 * <p>Details: {@code distance/generated} and {@code distance/held-out}, the two means, with the
 * data's range rescaled to 0…1 where it is bounded; for data with classes {@code share/<class>},
 * the share of generated examples whose nearest reference has that class, and {@code classes}, how
 * many classes have at least {@code class-share} of them. Of several references at the same
 * distance the first counts.
 *
 * @param classShare the share of the generated examples that a class needs to count, in (0, 1]
 * @param heldOut the number of held-out examples to measure, ≥ 1; all if there are fewer
 */
@PluginName(
        value = "nearest-neighbour",
        summary =
                "Mean distance of generated examples to the nearest real one, relative to held-out real examples; classes that are covered.")
public record NearestNeighbour(
        @Setting("share of the generated examples that a class needs to count as covered, in (0, 1]")
        double classShare,

        @Setting("how many held-out examples are measured for comparison, ≥ 1; all where there are fewer")
        int heldOut)
        implements Metric {
    private static final int MINIMUM_SAMPLES = 100;

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range */
    public NearestNeighbour {
        Settings.check()
                .rule(classShare > 0 && classShare <= 1, "class-share", "must be in (0, 1], was " + classShare)
                .atLeast("held-out", heldOut, 1)
                .orThrow();
    }

    /** A class counts from 2 % of the examples; 1,000 held-out examples. */
    public NearestNeighbour() {
        this(0.02, 1_000);
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                MINIMUM_SAMPLES,
                "unbiased in the number of generated examples; falls for bland or copied examples (below 1), and changes with the reference"
                        + " set: compare only at the same one",
                String.format(
                        Locale.ROOT,
                        "mean Euclidean distance to the nearest reference example, generated ÷ at most %d held-out drawn at random; classes from a share of %s",
                        heldOut,
                        classShare));
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        return HeldOut.missing(context);
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Examples generated = context.generated();
        if (generated.count() < MINIMUM_SAMPLES) {
            throw new GanException("nearest-neighbour: needs at least " + MINIMUM_SAMPLES + " generated examples, was "
                    + generated.count() + ". Generate more.");
        }
        Examples reference = present(context.reference(), "reference");
        Examples real =
                Subset.some(present(context.heldOut(), "held-out"), heldOut, context.seed(), "nearest-neighbour");
        requireComparable(generated, reference);
        FeatureSets.requireFinite("nearest-neighbour", "held-out", real, "The file is damaged.");

        NearestExamples ofGenerated = NearestExamples.search(generated, reference);
        double scale = scale(context.data().range());
        double generatedMean = meanDistance(ofGenerated) * scale;
        double heldOutMean = meanDistance(NearestExamples.search(real, reference)) * scale;
        if (heldOutMean == 0) {
            throw new GanException(
                    "nearest-neighbour: every held-out example is also among the reference examples, so that there is"
                            + " nothing to compare with. Evaluate with held-out examples that the model was not trained on.");
        }

        Map<String, Double> details = new LinkedHashMap<>();
        details.put("distance/generated", generatedMean);
        details.put("distance/held-out", heldOutMean);
        addClasses(details, context.data().classNames(), ofGenerated, reference);
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("reference examples", String.valueOf(reference.count()));
        provenance.put("held-out examples", String.valueOf(real.count()));
        Subset.describe("held-out", real, provenance);
        return new MetricResult(generatedMean / heldOutMean, generated.count(), details, provenance);
    }

    private static Examples present(Examples examples, String which) {
        if (examples.count() == 0) {
            throw new GanException("nearest-neighbour: there are no " + which + " examples to compare with.");
        }
        return examples;
    }

    private static void requireComparable(Examples generated, Examples reference) {
        if (!generated.shape().equals(reference.shape())) {
            throw new GanException("nearest-neighbour: generated examples are " + generated.shape()
                    + ", the data's are " + reference.shape() + ". Compare examples of one shape.");
        }
        FeatureSets.requireFinite(
                "nearest-neighbour", "generated", generated, "The generator has diverged, or the file is damaged.");
        FeatureSets.requireFinite("nearest-neighbour", "reference", reference, "The file is damaged.");
    }

    private static double scale(ValueRange range) {
        return range.isBounded() ? 1 / (range.high() - range.low()) : 1;
    }

    /**
     * Summed in the order of size, so that the order of the examples cannot change the last digit.
     */
    private static double meanDistance(NearestExamples nearest) {
        return IntStream.range(0, nearest.count())
                .mapToDouble(nearest::distance)
                .sorted()
                .average()
                .orElseThrow();
    }

    private void addClasses(
            Map<String, Double> details, List<String> classNames, NearestExamples nearest, Examples reference) {
        if (classNames.isEmpty()) {
            return;
        }
        int[] counts = new int[classNames.size()];
        for (int i = 0; i < nearest.count(); i++) {
            int label = reference.labels()[nearest.index(i)];
            if (label >= 0) {
                counts[label]++;
            }
        }
        double[] shares = IntStream.of(counts)
                .mapToDouble(count -> count / (double) nearest.count())
                .toArray();
        details.put("classes", (double)
                DoubleStream.of(shares).filter(share -> share >= classShare).count());
        for (int label = 0; label < shares.length; label++) {
            details.put("share/" + classNames.get(label), shares[label]);
        }
    }
}
