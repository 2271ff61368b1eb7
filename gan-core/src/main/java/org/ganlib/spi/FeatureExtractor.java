package org.ganlib.spi;

import java.util.Optional;
import org.ganlib.plugin.PluginKind;

/**
 * Turns examples into the numbers that metrics compare. Its settings determine, together with the
 * data, what it computes; two extractors with equal settings are equal, so that metrics of one
 * evaluation share their features.
 */
@PluginKind("extractor")
public interface FeatureExtractor {
    /** The reason why there are no features of such data; empty if there are. */
    default Optional<String> inapplicable(DatasetInfo data) {
        return Optional.empty();
    }

    /**
     * Makes the extractor ready: reads its file, or learns it from the real examples.
     *
     * @throws org.ganlib.problem.GanException if that is not possible; says why
     */
    FeatureMap open(MetricContext context);
}
