package org.ganlib.metrics.feature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Subset;

/** A metric that sees generated and real examples through a feature extractor alone. */
public interface FeatureMetric extends Metric {
    /** The extractor. */
    FeatureExtractor extractor();

    /**
     * Compares.
     *
     * @param sets finite features, as many as {@link org.ganlib.spi.MetricInfo#minimumSamples()} or
     *     more of each kind
     */
    Measurement measure(FeatureSets sets, MetricContext context);

    @Override
    default Optional<FeatureExtractor> featureExtractor() {
        return Optional.of(extractor());
    }

    @Override
    default MetricResult evaluate(MetricContext context) {
        String id = getClass().getAnnotation(PluginName.class).value();
        FeatureSets sets = FeatureSets.of(context, extractor(), id, info().minimumSamples());
        Measurement measured = measure(sets, context);
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("extractor", Extractors.name(extractor()));
        provenance.put("extractor hash", sets.hash());
        provenance.put("features", String.valueOf(sets.dimension()));
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("split", Provenance.split(context));
        Measurement.Compared compared =
                measured.compared().orElseGet(() -> new Measurement.Compared(sets.real(), sets.generated()));
        provenance.put("real examples", String.valueOf(compared.real().count()));
        Subset.describe("real", compared.real(), provenance);
        Subset.describe("generated", compared.generated(), provenance);
        return new MetricResult(measured.value(), compared.generated().count(), measured.details(), provenance);
    }
}
