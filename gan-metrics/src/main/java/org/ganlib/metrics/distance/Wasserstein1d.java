package org.ganlib.metrics.distance;

import java.util.Arrays;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.FeatureMetric;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Measurement;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The Wasserstein-1 distance of numbers, exactly: {@code W₁ = ∫ |F(t) − G(t)| dt} with the
 * empirical distribution functions. Of several features, the mean over the features of the distance
 * of each; the largest is the detail {@code largest}.
 *
 * <p>The value is in units of the features, and ≥ 0.
 *
 * @param extractor the extractor of the features that are compared
 */
@PluginName(
        value = "wasserstein-1d",
        summary = "Exact Wasserstein-1 distance of each feature by itself, averaged.",
        paper = "Villani, Optimal Transport: Old and New, 2009, remark 2.19")
@Facts("W₁ = ∫ |F(t) − G(t)| dt for each feature; sees no dependence between features")
public record Wasserstein1d(@Setting("what is compared") FeatureExtractor extractor) implements FeatureMetric {
    /** On pixels. */
    public Wasserstein1d() {
        this(new Pixels());
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "feature units",
                MetricInfo.Direction.LOWER,
                1,
                "biased upwards by about 1/√n where the distributions agree: compare only at equal numbers of examples",
                "W1 of the empirical distributions of each feature, mean over features");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        double sum = 0;
        double largest = 0;
        for (int k = 0; k < sets.dimension(); k++) {
            double distance = SortedTransport.distance(sorted(sets.real(), k), sorted(sets.generated(), k));
            sum += distance;
            largest = Math.max(largest, distance);
        }
        return Measurement.of(sum / sets.dimension()).with("largest", largest);
    }

    private static double[] sorted(Examples examples, int feature) {
        int elements = examples.shape().elements();
        double[] values = new double[examples.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = examples.values()[i * elements + feature];
        }
        Arrays.sort(values);
        return values;
    }
}
