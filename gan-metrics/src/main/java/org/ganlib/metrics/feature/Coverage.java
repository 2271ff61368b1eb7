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
 * The share of real examples with a generated one in their neighbourhood. With x real, y generated,
 * and NNDₖ the distance to the k-th nearest of the same kind:
 *
 * <pre>{@code #{i : some j has ‖yⱼ − xᵢ‖ ≤ NNDₖ(xᵢ)} / n}</pre>
 *
 * <p>The value is in [0, 1]. For samples of one distribution, as many of each kind, it is 1 − 2^−k
 * in expectation.
 *
 * @param extractor the extractor of the features that are compared
 * @param k the rank of the neighbour that bounds a neighbourhood, ≥ 1
 */
@PluginName(
        value = "coverage",
        summary = "The share of real examples with a generated one in their neighbourhood.",
        paper =
                "Naeem, Oh, Uh, Choi, Yoo, Reliable Fidelity and Diversity Metrics for Generative Models, 2020, section 3")
@Facts(
        "coverage = |{i : ‖yⱼ − xᵢ‖ ≤ NNDₖ(xᵢ) for some j}| / n; 1 − 2^−k in expectation where the distributions agree and n = m")
public record Coverage(
        @Setting("what is compared") FeatureExtractor extractor,

        @Setting("which neighbour bounds a neighbourhood, ≥ 1")
        int k)
        implements FeatureMetric {
    /** On pixels, to the fifth neighbour. */
    public Coverage() {
        this(new Pixels(), 5);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if k is below 1 */
    public Coverage {
        Settings.check().atLeast("k", k, 1).orThrow();
    }

    @Override
    public MetricInfo info() {
        return Neighbourhoods.info(
                k,
                "expectation 1 − 2^−k for as many samples of the data; falls with fewer generated examples: compare only at equal k and numbers",
                "real examples with a generated one in their neighbourhood");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        return Measurement.of(Neighbourhoods.of(sets, k).coverage());
    }
}
