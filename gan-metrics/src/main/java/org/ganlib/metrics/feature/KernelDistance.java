package org.ganlib.metrics.feature;

import java.util.stream.DoubleStream;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.linear.Centre;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The squared maximum mean discrepancy under the kernel {@code (a·b/d + 1)³}, d the number of
 * features, estimated without bias from all pairs. A pure number; 0 in expectation for samples of
 * one distribution, and therefore below 0 half of the time then.
 *
 * <p>Details: {@code subsets}, {@code subsets/mean} and {@code subsets/standard-error} of the same
 * estimate on disjoint blocks of examples in random order, the protocol of the paper; none where
 * there are not two whole blocks.
 *
 * @param extractor the extractor of the features that are compared
 * @param block the number of examples of each kind in a block, ≥ 2
 */
@PluginName(
        value = "kernel",
        summary = "Unbiased squared maximum mean discrepancy of the features under a cubic kernel.",
        paper = "Bińkowski, Sutherland, Arbel, Gretton, Demystifying MMD GANs, 2018, section 4")
@Facts("k(a, b) = (a·b/d + 1)³; unbiased: no pair of an example with itself")
public record KernelDistance(
        @Setting("what is compared") FeatureExtractor extractor,

        @Setting("how many examples of each kind a block has for the standard error, ≥ 2")
        int block)
        implements FeatureMetric {
    /** On pixels, in blocks of 1,000. */
    public KernelDistance() {
        this(new Pixels(), 1000);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the block is too small */
    public KernelDistance {
        Settings.check().atLeast("block", block, 2).orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                2,
                "unbiased; may be below 0 where the distributions agree",
                "squared maximum mean discrepancy, kernel (a·b/d + 1)³, unbiased estimate over all pairs");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        Measurement all = Measurement.of(distance(sets.real(), sets.generated()));
        int blocks = Math.min(sets.real().count(), sets.generated().count()) / block;
        return blocks < 2 ? all : withBlocks(all, sets, blocks, context.random());
    }

    private Measurement withBlocks(Measurement all, FeatureSets sets, int blocks, RandomStream random) {
        Examples real = Selection.shuffled(sets.real(), random);
        Examples generated = Selection.shuffled(sets.generated(), random);
        double[] values = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            values[i] = distance(
                    Selection.range(real, i * block, (i + 1) * block),
                    Selection.range(generated, i * block, (i + 1) * block));
        }
        double mean = DoubleStream.of(values).average().orElseThrow();
        double squares =
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        return all.with("subsets", blocks)
                .with("subsets/mean", mean)
                .with("subsets/standard-error", Math.sqrt(squares / (blocks - 1) / blocks));
    }

    /**
     * The unbiased estimate of the distance. Let c be a point near the examples, a = c + α, b = c +
     * β, t = ‖c‖²/d + 1 and u = (c·α + c·β + α·β)/d. The kernel is then (t + u)³. Its terms t³ and
     * 3t²(c·α + c·β)/d cancel in the estimate. They are left out, so that they cost the other terms
     * no precision if examples lie far from the origin.
     */
    private static double distance(Examples real, Examples generated) {
        double[] centre = Centre.of(real);
        return UnbiasedDiscrepancy.of(real, generated, (some, others, same) -> sum(some, others, same, centre));
    }

    private static double sum(Examples some, Examples others, boolean same, double[] centre) {
        double d = centre.length;
        double t = 1;
        for (double component : centre) {
            t += component * component / d;
        }
        double constant = t;
        double[] alongA = along(some, centre);
        double[] alongB = same ? alongA : along(others, centre);
        double[] sum = new double[1];
        Pairs.products(some, others, centre, (i, first, products, count) -> {
            double row = 0;
            for (int j = 0; j < count; j++) {
                if (!same || i != first + j) {
                    double product = products[j] / d;
                    double u = alongA[i] + alongB[first + j] + product;
                    row += 3 * constant * constant * product + u * u * (3 * constant + u);
                }
            }
            sum[0] += row;
        });
        return sum[0];
    }

    /** c·α/d of each example c + α. */
    private static double[] along(Examples examples, double[] centre) {
        double[] along = new double[examples.count()];
        for (int i = 0; i < along.length; i++) {
            double sum = 0;
            for (int k = 0; k < centre.length; k++) {
                sum += centre[k] * (examples.values()[i * centre.length + k] - centre[k]);
            }
            along[i] = sum / centre.length;
        }
        return along;
    }
}
