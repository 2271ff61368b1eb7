package org.ganlib.metrics.image;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.Provenance;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The similarity of generated images: the mean multi-scale structural similarity of random pairs of
 * different ones. Near 1 is collapse; the detail {@code real} is that of real images, which a good
 * generator has too.
 *
 * <p>The value is in [0, 1]. Details: {@code real}, and {@code standard-error} of the mean over
 * pairs.
 *
 * @param pairs the number of pairs, ≥ 2
 */
@PluginName(
        value = "ms-ssim",
        summary = "Mean multi-scale structural similarity of pairs of generated images: near 1 is collapse.",
        paper =
                "Odena, Olah, Shlens, Conditional Image Synthesis with Auxiliary Classifier GANs, 2017, section 4.2; Wang, Simoncelli, Bovik, 2003")
@Facts("compare with the detail 'real': a value above it means less variety than the data has")
public record MultiScaleSimilarity(
        @Setting("how many pairs, ≥ 2") int pairs) implements Metric {
    private static final int MINIMUM_SAMPLES = 2;

    /** 1,000 pairs. */
    public MultiScaleSimilarity() {
        this(1000);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if there are fewer than two pairs */
    public MultiScaleSimilarity {
        Settings.check()
                .atLeast("pairs", pairs, 2)
                .atMost("pairs", pairs, 1_000_000)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                MINIMUM_SAMPLES,
                "unbiased; a sample of pairs. Noise lowers it as variety does: look at the pictures",
                "mean MS-SSIM of " + pairs + " random pairs, window 11, sigma 1.5, as many of five scales as fit");
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        return ImageSets.inapplicable(context);
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Examples generated = ImageSets.generated(context, "ms-ssim", MINIMUM_SAMPLES);
        boolean bounded = context.data().range().isBounded();
        double range =
                bounded ? context.data().range().high() - context.data().range().low() : Spread.of(context.real());
        StructuralSimilarity similarity = new StructuralSimilarity(generated.shape(), range);
        BitSet drawn = new BitSet();
        double[] ofGenerated = similarities(similarity, generated, context.random(), drawn);
        double[] ofReal = similarities(similarity, context.real(), context.random(), new BitSet());
        double mean = mean(ofGenerated);
        double squares = 0;
        for (double value : ofGenerated) {
            squares += (value - mean) * (value - mean);
        }
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("real", mean(ofReal));
        details.put("standard-error", Math.sqrt(squares / (pairs - 1) / pairs));
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("split", Provenance.split(context));
        provenance.put("scales", String.valueOf(similarity.scales()));
        return new MetricResult(mean, drawn.cardinality(), details, provenance);
    }

    /**
     * The similarities of random pairs of examples.
     *
     * @param drawn receives the indices of all examples in a pair
     */
    private double[] similarities(
            StructuralSimilarity similarity, Examples examples, RandomStream random, BitSet drawn) {
        double[] values = new double[pairs];
        for (int p = 0; p < pairs; p++) {
            int i = random.nextInt(examples.count());
            int rank = random.nextInt(examples.count() - 1);
            int j = rank < i ? rank : rank + 1;
            values[p] = similarity.of(examples, i, j);
            drawn.set(i);
            drawn.set(j);
        }
        return values;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
