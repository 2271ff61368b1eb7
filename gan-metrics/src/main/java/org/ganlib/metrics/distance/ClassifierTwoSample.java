package org.ganlib.metrics.distance;

import java.util.Arrays;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.FeatureMetric;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Measurement;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The accuracy with which a classifier tells generated from real examples. The classifier is the
 * nearest neighbour among all examples, and its accuracy is leave-one-out. The two random subsets
 * have the same size.
 *
 * <p>The value is in [0, 1]: 0.5 if the distributions agree, 1 if they are far apart. Below 0.5,
 * generated examples are nearer to real ones than real ones are to each other; copies of the data
 * have 0. If several neighbours are equally near, each counts as a fraction.
 *
 * <p>The detail {@code p-value} is the fraction of label permutations with at least this accuracy.
 * It estimates the probability of such an accuracy if the distributions are equal, and is never
 * below 1/(permutations + 1).
 *
 * @param extractor the features that are compared
 * @param permutations the number of times that labels are shuffled, ≥ 1
 * @param limit the maximum number of examples of each kind, ≥ 2
 */
@PluginName(
        value = "classifier-two-sample",
        summary = "Leave-one-out accuracy of the nearest neighbour in telling generated from real, with a p-value.",
        paper = "Lopez-Paz, Oquab, Revisiting Classifier Two-Sample Tests, 2017, section 3")
@Facts("leave-one-out 1-NN accuracy; p-value by permuting labels over the fixed neighbours")
public record ClassifierTwoSample(
        @Setting("what is compared") FeatureExtractor extractor,
        @Setting("how often labels are shuffled, ≥ 1") int permutations,

        @Setting("at most so many examples of each kind, ≥ 2")
        int limit)
        implements FeatureMetric {
    /** On pixels: 1,000 permutations, up to 5,000 examples. */
    public ClassifierTwoSample() {
        this(new Pixels(), 1000, 5000);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range */
    public ClassifierTwoSample {
        Settings.check()
                .atLeast("permutations", permutations, 1)
                .atMost("permutations", permutations, 1_000_000)
                .atLeast("limit", limit, 2)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                2,
                "0.5 in expectation where the distributions agree, whatever n; below 0.5 means copies",
                "leave-one-out accuracy of the nearest neighbour among equally many of each kind drawn at random, at most "
                        + limit + "; p-value from " + permutations + " permutations");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        int n = Math.min(limit, Math.min(sets.real().count(), sets.generated().count()));
        Measurement.Compared compared = sets.some(n, n);
        NearestLabels nearest = NearestLabels.of(Selection.pooled(compared.real(), compared.generated()));
        int[] labels = new int[2 * n];
        Arrays.fill(labels, n, 2 * n, 1);
        double accuracy = nearest.agreement(labels);
        return Measurement.of(accuracy)
                .with("p-value", pValue(nearest, labels, accuracy, context.random()))
                .with("compared", n)
                .comparing(compared.real(), compared.generated());
    }

    private double pValue(NearestLabels nearest, int[] labels, double accuracy, RandomStream random) {
        int[] shuffled = labels.clone();
        int asGood = 0;
        for (int p = 0; p < permutations; p++) {
            random.shuffle(shuffled);
            // Equal accuracies may be summed to numbers a rounding apart.
            asGood += nearest.agreement(shuffled) >= accuracy - 1e-12 ? 1 : 0;
        }
        return (asGood + 1.0) / (permutations + 1.0);
    }
}
