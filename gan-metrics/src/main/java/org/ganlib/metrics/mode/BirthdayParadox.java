package org.ganlib.metrics.mode;

import java.util.Arrays;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.FeatureMetric;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Measurement;
import org.ganlib.metrics.linear.Nearest;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The number of different examples there are, from how often two are near-duplicates: {@code 1 /
 * P(two are)}, estimated from all pairs. A distribution of N equally likely examples has N; any has
 * the inverse of the sum of its squared probabilities. Two are near-duplicates where they are no
 * farther apart than {@code closeness} times the median distance of a real example to its nearest
 * other one, both sets having equally many; distances are exact, and exact copies are
 * near-duplicates even where that median is 0.
 *
 * <p>+∞ where no two are: then the support is larger than the number of pairs can tell. Detail
 * {@code real} is the same of the real examples, {@code threshold} the distance.
 *
 * @param extractor the extractor of the features that are compared
 * @param closeness the distance of near-duplicates, > 0
 */
@PluginName(
        value = "birthday-paradox",
        summary = "Estimated number of different examples, from near-duplicates among all pairs.",
        paper = "Arora, Risteski, Zhang, Do GANs Learn the Distribution? Some Theory and Empirics, 2018, section 3")
@Facts("support = pairs / near-duplicate pairs; the paper has people judge duplicates, here a distance does")
public record BirthdayParadox(
        @Setting("what is compared") FeatureExtractor extractor,

        @Setting("how close near-duplicates are, relative to real nearest neighbours, > 0")
        double closeness)
        implements FeatureMetric {
    private static final int MINIMUM_SAMPLES = 100;

    /** On pixels, at half the real distance. */
    public BirthdayParadox() {
        this(new Pixels(), 0.5);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the closeness is not positive */
    public BirthdayParadox {
        Settings.check().positive("closeness", closeness).orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "examples",
                MetricInfo.Direction.HIGHER,
                MINIMUM_SAMPLES,
                "changes with the number of examples through the threshold; infinite where no two are near-duplicates",
                "pairs by near-duplicate pairs, no farther apart than " + closeness
                        + " times the real median nearest distance");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        int n = Math.min(sets.real().count(), sets.generated().count());
        Measurement.Compared compared = sets.some(n, n);
        Examples real = compared.real();
        Examples generated = compared.generated();
        // Squares are compared, so that a distance equal to the threshold counts even though its
        // square root is rounded.
        double threshold = closeness * closeness * medianNearest(real);
        return Measurement.of(support(generated, threshold))
                .with("real", support(real, threshold))
                .with("threshold", Math.sqrt(threshold))
                .comparing(real, generated);
    }

    /**
     * The median of the squared distances to the nearest other example; for an even number of
     * examples, the larger of the two middle ones.
     */
    private static double medianNearest(Examples examples) {
        Nearest nearest = Nearest.others(examples);
        double[] squares = new double[examples.count()];
        Arrays.setAll(squares, nearest::squaredDistance);
        Arrays.sort(squares);
        return squares[squares.length / 2];
    }

    private static double support(Examples examples, double squaredThreshold) {
        long[] close = new long[1];
        Pairs.distances(examples, examples, row -> {
            for (int j = 0; j < row.count() && row.first() + j < row.example(); j++) {
                close[0] += row.isAtMost(j, squaredThreshold) ? 1 : 0;
            }
        });
        double pairs = examples.count() * (examples.count() - 1.0) / 2;
        return close[0] == 0 ? Double.POSITIVE_INFINITY : pairs / close[0];
    }
}
