package org.ganlib.metrics.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.metrics.Points;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.metrics.network.MnistCnn;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.testkit.FeatureExtractorContract;
import org.ganlib.testkit.UnderContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ExtractorTest {
    /** The classifier of digits is trained by the tests of the command line. */
    @Test
    void everyExtractorIsUnderContract() {
        UnderContract.assertEvery(
                FeatureExtractor.class,
                FeatureExtractorContract.class,
                FeatureExtractorContract::configured,
                Pixels.class,
                ExtractorTest.class,
                MnistCnn.class);
    }

    private static final Examples REAL = Points.normal(1, 200, 3, 5, 1, 0.2);

    @Test
    void allComponentsKeepDistances() {
        try (FeatureMap map = new PrincipalComponents().open(Points.compared(REAL, REAL))) {
            Examples turned = map.features(REAL);
            assertThat(turned.shape().elements()).isEqualTo(3);
            for (int i = 1; i < REAL.count(); i++) {
                double distance = Pairs.squaredDistance(REAL, 0, REAL, i);
                assertThat(Pairs.squaredDistance(turned, 0, turned, i)).isCloseTo(distance, within(1e-4 * distance));
            }
        }
    }

    @Test
    void theFirstComponentIsTheDirectionOfTheLargestVariance() {
        try (FeatureMap map = new PrincipalComponents(1).open(Points.compared(REAL, REAL))) {
            Examples line = map.features(REAL);
            double squares = 0;
            for (float value : line.values()) {
                squares += value * value;
            }
            assertThat(squares / REAL.count()).isCloseTo(25, within(5.0));
        }
    }

    /** Rank 3 in 12 dimensions; three further components would be rounding. */
    @Test
    void thereAreAsManyComponentsAsDirectionsInWhichTheExamplesVary() {
        Examples flat = turned(Points.normal(1, 200, 0, 3, 2, 1));
        try (FeatureMap map = new PrincipalComponents(6).open(Points.compared(flat, flat))) {
            assertThat(map.features(flat).shape().elements()).isEqualTo(3);
            assertThat(map.hash()).endsWith(", 3 of 6 components: the real examples vary in no more");
        }
        try (FeatureMap map = new PrincipalComponents(3).open(Points.compared(flat, flat))) {
            assertThat(map.hash()).startsWith("sha256 ").doesNotContain("components");
        }
        Examples two = Points.of(3, 1, 2, 3, 4, 5, 7);
        try (FeatureMap map = new PrincipalComponents().open(Points.compared(two, two))) {
            assertThat(map.features(two).shape().elements()).isEqualTo(1);
        }
    }

    @Test
    void componentsDoNotDependOnTheOrderOfTheExamples() {
        Examples flat = turned(Points.normal(1, 200, 0, 3, 2, 1));
        sameInAnyOrder(flat, 12);
        // The same variance along three axes, exactly: any rotation has it too.
        Examples cross = Points.of(
                4, 1, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0, 0, 0.5f, 0, 0, 0,
                -0.5f);
        sameInAnyOrder(cross, 4);
        sameInAnyOrder(cross, 2);
        try (FeatureMap map = new PrincipalComponents(4).open(Points.compared(cross, cross))) {
            assertThat(map.features(cross).values()).containsExactly(cross.values(), within(1e-6f));
        }
        // The largest components of the axis are equal but for their signs and rounding.
        sameInAnyOrder(Points.of(2, 1.1f, -1.1f, -0.3f, 0.3f, 2.7f, -2.7f, -3.5f, 3.5f), 2);
    }

    @Test
    void examplesThatAreAllEqualHaveNoComponents() {
        Examples same = Points.constant(20, 1, 2, 3);
        assertThatThrownBy(() -> new PrincipalComponents().open(Points.compared(same, same)))
                .isInstanceOf(GanException.class)
                .hasMessage("pca: all 20 real examples are equal, so that they vary in no direction. Compare pixels"
                        + " instead.");
    }

    private static void sameInAnyOrder(Examples examples, int components) {
        float[] expected = coordinates(examples, examples, components);
        for (long seed = 1; seed <= 5; seed++) {
            Examples shuffled = Selection.shuffled(examples, new RandomStream(seed));
            float[] found = coordinates(shuffled, examples, components);
            assertThat(found).as("shuffled with %s", seed).containsExactly(expected, within(1e-4f));
        }
    }

    private static float[] coordinates(Examples learnt, Examples examples, int components) {
        try (FeatureMap map = new PrincipalComponents(components).open(Points.compared(learnt, learnt))) {
            return map.features(examples).values();
        }
    }

    /** Three numbers spread over twelve. */
    private static Examples turned(Examples points) {
        float[] values = new float[12 * points.count()];
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < 3; k++) {
                values[i] +=
                        (float) (points.values()[i / 12 * 3 + k] * Math.cos((i % 12 + 0.5) * (k + 1) * Math.PI / 12));
            }
        }
        return Points.of(12, values);
    }

    @Nested
    final class OfPixels implements FeatureExtractorContract {
        @Override
        public FeatureExtractor extractor() {
            return new Pixels();
        }

        @Override
        public FeatureExtractor configured() {
            return new Pixels();
        }

        @Override
        public MetricContext context() {
            return Points.compared(Points.normal(2, 20, 3, 5, 1, 0.2), REAL);
        }
    }

    @Nested
    final class OfPrincipalComponents implements FeatureExtractorContract {
        @Override
        public FeatureExtractor extractor() {
            return new PrincipalComponents(2);
        }

        @Override
        public FeatureExtractor configured() {
            return new PrincipalComponents(7);
        }

        @Override
        public MetricContext context() {
            return Points.compared(Points.normal(2, 20, 3, 5, 1, 0.2), REAL);
        }
    }
}
