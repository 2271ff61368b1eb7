package org.ganlib.metrics.likelihood;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Subset;

/**
 * The mean log likelihood of held-out examples under a Gaussian kernel density of generated ones.
 * Its bandwidth is the one with the largest likelihood in a cross-validation among the generated
 * examples, in random folds.
 *
 * <p>The value is in nats; bounded data is rescaled to 0…1 first. The details are
 * {@code chosen-bandwidth} and {@code standard-error}.
 *
 * @param folds the number of folds, ≥ 2
 * @param smallest the smallest bandwidth that is tried, > 0
 * @param largest the largest bandwidth that is tried, above the smallest
 * @param bandwidths the number of bandwidths, in equal ratios, ≥ 2
 * @param samples the maximum number of generated examples, ≥ 100
 */
@PluginName(
        value = "kde",
        summary =
                "Mean log likelihood of held-out examples under a kernel density of generated ones, bandwidth by cross-validation.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, section 4.2")
@Facts("published: 16,000 samples, bandwidth by 3-fold cross-validation")
public record CrossValidatedDensity(
        @Setting("how many parts cross-validation has, ≥ 2") int folds,
        @Setting("the least bandwidth tried, > 0") double smallest,
        @Setting("the greatest bandwidth tried") double largest,
        @Setting("how many bandwidths are tried, ≥ 2") int bandwidths,

        @Setting("at most so many generated examples are used, ≥ 100")
        int samples)
        implements Metric {
    private static final int MINIMUM_SAMPLES = 100;
    /** The inverse of its square is still in the range of doubles. */
    private static final double LEAST_BANDWIDTH = 1e-100;

    /** Three folds, 21 bandwidths from 0.01 to 1, 16,000 samples. */
    public CrossValidatedDensity() {
        this(3, 0.01, 1, 21, 16_000);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range */
    public CrossValidatedDensity {
        Settings.check()
                .atLeast("folds", folds, 2)
                .positive("smallest", smallest)
                .rule(
                        !(smallest > 0) || smallest >= LEAST_BANDWIDTH,
                        "smallest",
                        "must be ≥ " + LEAST_BANDWIDTH + ", was " + smallest)
                .rule(largest > smallest, "largest", "must be above smallest, was " + largest)
                .finite("largest", largest)
                .atLeast("bandwidths", bandwidths, 2)
                .atMost("bandwidths", bandwidths, 1_000)
                .atLeast("samples", samples, MINIMUM_SAMPLES)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "nats",
                MetricInfo.Direction.HIGHER,
                Math.max(MINIMUM_SAMPLES, folds),
                "rises with the number of generated examples: compare only at equal numbers",
                "Gaussian kernel density of at most " + samples + " generated examples, bandwidth of " + bandwidths
                        + " from " + smallest + " to " + largest + " by " + folds + "-fold cross-validation");
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        LikelihoodSets sets =
                LikelihoodSets.of(context, "kde", Math.max(MINIMUM_SAMPLES, folds), samples, Integer.MAX_VALUE);
        double[] grid = KernelDensity.grid(Math.log10(smallest), Math.log10(largest), bandwidths);
        // Examples are sorted before they are shuffled, so that the folds do not depend on the
        // original order.
        Examples shuffled = Selection.shuffled(Selection.sorted(sets.generated()), context.random());
        double bandwidth = grid[likeliest(shuffled, sets.scale(), grid)];
        double[] scored =
                KernelDensity.logDensities(sets.heldOut(), sets.generated(), sets.scale(), new double[] {bandwidth})[0];
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("chosen-bandwidth", bandwidth);
        details.put("standard-error", KernelDensity.standardError(scored));
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("split", "held-out");
        provenance.put("test examples", String.valueOf(sets.heldOut().count()));
        Subset.describe("generated", sets.generated(), provenance);
        return new MetricResult(KernelDensity.mean(scored), sets.generated().count(), details, provenance);
    }

    private int likeliest(Examples generated, double scale, double[] grid) {
        double[] sums = new double[grid.length];
        for (int f = 0; f < folds; f++) {
            int fold = f;
            Examples left = generated.at(indices(generated.count(), i -> i % folds == fold));
            Examples others = generated.at(indices(generated.count(), i -> i % folds != fold));
            double[][] densities = KernelDensity.logDensities(left, others, scale, grid);
            for (int s = 0; s < grid.length; s++) {
                sums[s] += KernelDensity.mean(densities[s]);
            }
        }
        return IntStream.range(0, grid.length)
                .boxed()
                .max((a, b) -> Double.compare(sums[a], sums[b]))
                .orElseThrow();
    }

    private static int[] indices(int count, IntPredicate chosen) {
        return IntStream.range(0, count).filter(chosen).toArray();
    }
}
