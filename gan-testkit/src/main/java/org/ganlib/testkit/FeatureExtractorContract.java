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

    /** A context with data that the extractor can be used on; a new one each time. */
    MetricContext context();

    @Override
    default Class<FeatureExtractor> kind() {
        return FeatureExtractor.class;
    }

    /** Each example has one finite vector, and keeps its label. */
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

    /** The features of an example do not depend on the number of examples that are read with it. */
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

    /**
     * An extractor that is opened twice on the same data has the same hash and computes the same
     * features.
     */
    @Test
    default void sameDataGivesTheSameHashAndFeatures() {
        try (FeatureMap first = extractor().open(context());
                FeatureMap second = extractor().open(context())) {
            assertThat(second.hash()).isEqualTo(first.hash());
            assertThat(second.features(context().generated()).values())
                    .isEqualTo(first.features(context().generated()).values());
        }
    }

    /** The extractor does not declare itself inapplicable to the data of {@link #context()}. */
    @Test
    default void saysWhereItCanBeUsed() {
        assertThat(extractor().inapplicable(context().data()))
                .as("why the extractor cannot be used on %s", context().data().name())
                .isEmpty();
    }

    /** The examples are not changed, because several metrics read the same ones. */
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
