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
 * The number of real neighbourhoods a generated example lies in, relative to k. With x real, y
 * generated, and NNDₖ the distance to the k-th nearest of the same kind:
 *
 * <pre>{@code Σⱼ #{i : ‖yⱼ − xᵢ‖ ≤ NNDₖ(xᵢ)} / (k·m)}</pre>
 *
 * <p>The value is ≥ 0 and has no upper bound. It is 1 in expectation where the distributions agree,
 * and above 1 where generated examples crowd in the dense parts of the data.
 *
 * @param extractor the extractor of the features that are compared
 * @param k the rank of the neighbour that bounds a neighbourhood, ≥ 1
 */
@PluginName(
        value = "density",
        summary = "How many real neighbourhoods a generated example lies in, relative to k.",
        paper =
                "Naeem, Oh, Uh, Choi, Yoo, Reliable Fidelity and Diversity Metrics for Generative Models, 2020, section 3")
@Facts("density = Σⱼ |{i : ‖yⱼ − xᵢ‖ ≤ NNDₖ(xᵢ)}| / (k·m); 1 in expectation where the distributions agree")
public record Density(
        @Setting("what is compared") FeatureExtractor extractor,

        @Setting("which neighbour bounds a neighbourhood, ≥ 1")
        int k)
        implements FeatureMetric {
    /** On pixels, to the fifth neighbour. */
    public Density() {
        this(new Pixels(), 5);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if k is below 1 */
    public Density {
        Settings.check().atLeast("k", k, 1).orThrow();
    }

    @Override
    public MetricInfo info() {
        return Neighbourhoods.info(
                k,
                "1 in expectation for samples of the data whatever n; above 1 means crowding, not quality",
                "real neighbourhoods a generated example lies in, by k");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        return Measurement.of(Neighbourhoods.of(sets, k).density());
    }
}
