package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.junit.jupiter.api.Test;

/** The contract of feature extractors, on which metrics of features rely. */
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

    /** It can be used on the data that it is used on. */
    @Test
    default void saysWhereItCanBeUsed() {
        assertThat(extractor().inapplicable(context().data()))
                .as("why the extractor cannot be used on %s", context().data().name())
                .isEmpty();
    }

    /** Several metrics read the same examples, which stay as they are. */
    @Test
    default void leavesExamplesAsTheyAre() {
        MetricContext context = context();
        Examples examples = context.generated();
        float[] generated = examples.values().clone();
        int[] labels = examples.labels().clone();
        float[] reference = context.reference().values().clone();
        try (FeatureMap map = extractor().open(context)) {
            map.features(examples);
            map.probabilities(examples);
        }
        assertThat(examples.values()).as("generated examples").isEqualTo(generated);
        assertThat(examples.labels()).as("labels of generated examples").isEqualTo(labels);
        assertThat(context.reference().values()).as("real examples").isEqualTo(reference);
    }

    /** A classifier's probabilities are ≥ 0 and have the sum 1, a vector for each example. */
    @Test
    default void probabilitiesAreProbabilities() {
        MetricContext context = context();
        try (FeatureMap map = extractor().open(context)) {
            map.probabilities(context.generated()).ifPresent(probabilities -> {
                assertThat(probabilities.count())
                        .as("vectors of probabilities")
                        .isEqualTo(context.generated().count());
                int classes = probabilities.shape().elements();
                for (int n = 0; n < probabilities.count(); n++) {
                    double sum = 0;
                    for (int k = 0; k < classes; k++) {
                        float probability = probabilities.values()[n * classes + k];
                        assertThat(probability)
                                .as("probability of class %d for example %d", k, n)
                                .isBetween(0f, 1.001f);
                        sum += probability;
                    }
                    assertThat(sum)
                            .as("sum of the probabilities of example %d", n)
                            .isCloseTo(1, within(1e-3));
                }
            });
        }
    }
}
