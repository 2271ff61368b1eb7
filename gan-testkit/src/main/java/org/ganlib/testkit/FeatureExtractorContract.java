package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.junit.jupiter.api.Test;

/** What every feature extractor owes the metrics. */
public interface FeatureExtractorContract extends PluginContract<FeatureExtractor> {
    /** The extractor under contract. */
    FeatureExtractor extractor();

    /** Data that it can be used on; a new context each time. */
    MetricContext context();

    @Override
    default Class<FeatureExtractor> kind() {
        return FeatureExtractor.class;
    }

    /** One finite vector per example, with its label. */
    @Test
    default void givesOneVectorPerExample() {
        MetricContext context = context();
        try (FeatureMap map = extractor().open(context)) {
            Examples features = map.features(context.generated());
            assertThat(features.count()).isEqualTo(context.generated().count());
            assertThat(features.labels()).isEqualTo(context.generated().labels());
            for (float value : features.values()) {
                assertThat(value).isFinite();
            }
            assertThat(map.hash()).isNotEmpty();
        }
    }

    /** However many examples come at a time, each has the same features. */
    @Test
    default void doesNotDependOnTheBatchSize() {
        MetricContext context = context();
        Examples examples = context.generated();
        int elements = examples.shape().elements();
        try (FeatureMap map = extractor().open(context)) {
            Examples whole = map.features(examples);
            int size = whole.shape().elements();
            for (int from = 0; from < examples.count(); from += 7) {
                int to = Math.min(from + 7, examples.count());
                Examples part = map.features(new Examples(
                        examples.shape(),
                        Arrays.copyOfRange(examples.values(), from * elements, to * elements),
                        Arrays.copyOfRange(examples.labels(), from, to)));
                for (int k = 0; k < part.values().length; k++) {
                    float expected = whole.values()[from * size + k];
                    assertThat(part.values()[k])
                            .as("feature %s of example %s", k % size, from + k / size)
                            .isCloseTo(expected, within(1e-5f * Math.max(1, Math.abs(expected))));
                }
            }
        }
    }

    /** Opened again on the same data, it computes the same and says so. */
    @Test
    default void sameDataGivesTheSameHashAndFeatures() {
        try (FeatureMap first = extractor().open(context());
                FeatureMap second = extractor().open(context())) {
            assertThat(second.hash()).isEqualTo(first.hash());
            assertThat(second.features(context().generated()).values())
                    .isEqualTo(first.features(context().generated()).values());
        }
    }
}
