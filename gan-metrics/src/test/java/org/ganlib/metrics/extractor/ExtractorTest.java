package org.ganlib.metrics.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.metrics.Points;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.testkit.FeatureExtractorContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ExtractorTest {
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
