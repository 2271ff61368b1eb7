package org.ganlib.metrics.distance;

import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.FeatureMetric;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Measurement;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The energy distance of the empirical distributions: {@code 2 E‖x − y‖ − E‖x − x′‖ − E‖y − y′‖},
 * Euclidean, over all pairs.
 *
 * <p>The value is in units of the features, ≥ 0, and 0 only for equal distributions. In one
 * dimension it is 2∫(F − G)².
 *
 * @param extractor the extractor of the features that are compared
 */
@PluginName(
        value = "energy",
        summary = "Energy distance of the features.",
        paper = "Székely, Rizzo, Energy statistics: a class of statistics based on distances, 2013, section 2")
@Facts("2 E‖x − y‖ − E‖x − x′‖ − E‖y − y′‖ over all pairs; its root is a metric")
public record EnergyDistance(@Setting("what is compared") FeatureExtractor extractor) implements FeatureMetric {
    /** On pixels. */
    public EnergyDistance() {
        this(new Pixels());
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "feature units",
                MetricInfo.Direction.LOWER,
                1,
                "biased upwards by about E‖x − x′‖(1/n + 1/m) where the distributions agree",
                "2E|x−y| − E|x−x'| − E|y−y'| of the empirical distributions, pairs of an example with itself included");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        double between = mean(sets.real(), sets.generated());
        double amongReal = mean(sets.real(), sets.real());
        double amongGenerated = mean(sets.generated(), sets.generated());
        // Rounding alone can take equal sets below 0.
        return Measurement.of(Math.max(0, 2 * between - amongReal - amongGenerated))
                .with("distance/between", between)
                .with("distance/real", amongReal)
                .with("distance/generated", amongGenerated);
    }

    private static double mean(Examples some, Examples others) {
        double[] sum = new double[1];
        Pairs.squaredDistances(some, others, (i, first, distances, count) -> {
            double row = 0;
            for (int j = 0; j < count; j++) {
                row += Math.sqrt(distances[j]);
            }
            sum[0] += row;
        });
        return sum[0] / ((double) some.count() * others.count());
    }
}
