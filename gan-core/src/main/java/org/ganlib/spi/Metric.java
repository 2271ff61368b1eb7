package org.ganlib.spi;

import java.util.Optional;
import org.ganlib.plugin.PluginKind;

/** A number that says how good generated examples are. */
@PluginKind("metric")
public interface Metric {
    /** The meaning of the number. */
    MetricInfo info();

    /**
     * The extractor whose features are compared; empty when the metric looks at the examples
     * themselves.
     */
    default Optional<FeatureExtractor> featureExtractor() {
        return Optional.empty();
    }

    /**
     * The reason why there is nothing to measure in such a context; empty if there is. Reads no
     * examples.
     */
    default Optional<String> inapplicable(MetricContext context) {
        return featureExtractor().flatMap(e -> e.inapplicable(context.data()));
    }

    /**
     * Measures.
     *
     * @throws org.ganlib.problem.GanException if the context has too few examples or lacks what
     *     this metric needs; says what
     */
    MetricResult evaluate(MetricContext context);
}
