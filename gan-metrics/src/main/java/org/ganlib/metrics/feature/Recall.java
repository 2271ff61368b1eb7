package org.ganlib.metrics.feature;

import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The share of real examples that lie in the neighbourhood of a generated one. With x real, y
 * generated, and NNDₖ the distance to the k-th nearest of the same kind:
 *
 * <pre>{@code #{i : some j has ‖xᵢ − yⱼ‖ ≤ NNDₖ(yⱼ)} / n}</pre>
 *
 * <p>The value is in [0, 1]. It says how much of the data is reached. Outliers among the generated
 * examples have wide neighbourhoods and raise it.
 *
 * @param extractor the extractor of the features that are compared
 * @param k the rank of the neighbour that bounds a neighbourhood, ≥ 1
 */
@PluginName(
        value = "recall",
        summary = "The share of real examples that lie in the neighbourhood of a generated one.",
        paper =
                "Kynkäänniemi, Karras, Laine, Lehtinen, Aila, Improved Precision and Recall Metric for Assessing Generative Models, 2019, section 2")
@Facts("recall = |{i : ‖xᵢ − yⱼ‖ ≤ NNDₖ(yⱼ) for some j}| / n")
public record Recall(
        @Setting("what is compared") FeatureExtractor extractor,

        @Setting("which neighbour bounds a neighbourhood, ≥ 1")
        int k)
        implements FeatureMetric {
    /** On pixels, to the fifth neighbour. */
    public Recall() {
        this(new Pixels(), 5);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if k is below 1 */
    public Recall {
        Settings.check().atLeast("k", k, 1).orThrow();
    }

    @Override
    public MetricInfo info() {
        return Neighbourhoods.info(
                k,
                "rises with k and falls with more generated examples: compare only at equal k and equal numbers of examples",
                "real examples that lie in the neighbourhood of a generated one");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        return Measurement.of(Neighbourhoods.of(sets, k).recall());
    }
}
