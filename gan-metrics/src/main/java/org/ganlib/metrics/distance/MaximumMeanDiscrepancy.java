package org.ganlib.metrics.distance;

import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.FeatureMetric;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Measurement;
import org.ganlib.metrics.feature.UnbiasedDiscrepancy;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The squared maximum mean discrepancy under {@code k(a, b) = exp(−‖a − b‖² / (2σ²))}, estimated
 * without bias. By default σ is the median distance of all pairs of the pooled examples.
 *
 * <p>A pure number; 0 in expectation for samples of one distribution, and therefore below 0 half of
 * the time then. Detail: {@code sigma}.
 *
 * @param extractor the extractor of the features that are compared
 * @param sigma σ in units of the features, > 0; 0 for the median distance
 */
@PluginName(
        value = "mmd",
        summary = "Unbiased squared maximum mean discrepancy of the features under a Gaussian kernel.",
        paper = "Gretton, Borgwardt, Rasch, Schölkopf, Smola, A Kernel Two-Sample Test, 2012, lemma 6")
@Facts("k(a, b) = exp(−‖a − b‖²/2σ²), σ the median distance of pooled pairs; unbiased")
public record MaximumMeanDiscrepancy(
        @Setting("what is compared") FeatureExtractor extractor,

        @Setting("width of the kernel in units of the features; 0 for the median distance")
        double sigma)
        implements FeatureMetric {
    /** On pixels, with the median distance. */
    public MaximumMeanDiscrepancy() {
        this(new Pixels(), 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if σ is negative or not finite */
    public MaximumMeanDiscrepancy {
        Settings.check().atLeast("sigma", sigma, 0).finite("sigma", sigma).orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                2,
                "unbiased at a given σ; may be below 0 where the distributions agree",
                "squared maximum mean discrepancy, Gaussian kernel, σ "
                        + (sigma == 0 ? "the median distance of pooled pairs" : String.valueOf(sigma))
                        + ", unbiased estimate over all pairs");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        double width = sigma > 0 ? sigma : MedianDistance.of(Selection.pooled(sets.real(), sets.generated()));
        // If most pairs are equal, the median is 0. The kernel is then its limit: 1 for equal
        // examples, 0 for others.
        double scale = Math.min(1 / (2 * width * width), Double.MAX_VALUE);
        return Measurement.of(UnbiasedDiscrepancy.of(
                        sets.real(), sets.generated(), (some, others, same) -> sum(some, others, same, scale)))
                .with("sigma", width);
    }

    private static double sum(Examples some, Examples others, boolean same, double scale) {
        double[] sum = new double[1];
        Pairs.squaredDistances(some, others, (i, first, distances, count) -> {
            double row = 0;
            for (int j = 0; j < count; j++) {
                if (!same || i != first + j) {
                    row += Math.exp(-distances[j] * scale);
                }
            }
            sum[0] += row;
        });
        return sum[0];
    }
}
