package org.ganlib.metrics.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.ganlib.metrics.Points;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.KnownDistribution.Modes;
import org.ganlib.spi.MetricResult;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;

final class ModeMetricsTest {
    private static final Modes TWO = new Modes(new double[][] {{-1, 0}, {1, 0}}, new double[] {0.25, 0.75}, 0.1);

    @Test
    void aPerfectSamplerHasNinetyEightPointNinePercentOfHighQuality() {
        int count = 100_000;
        RandomStream random = new RandomStream(1);
        float[] values = new float[2 * count];
        for (int i = 0; i < count; i++) {
            values[2 * i] = (float) ((random.nextDouble() < 0.25 ? -1 : 1) + 0.1 * random.nextNormal());
            values[2 * i + 1] = (float) (0.1 * random.nextNormal());
        }
        MetricResult result = evaluate(Points.of(2, values));
        double expected = 1 - Math.exp(-4.5);
        assertThat(expected).isCloseTo(0.98889, within(1e-5));
        assertThat(result.details().get("high-quality"))
                .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / count)));
        assertThat(result.details().get("reverse-kl")).isCloseTo(0, within(1e-3));
        assertThat(result.value()).isEqualTo(2);
    }

    @Test
    void collapseToOneModeIsCounted() {
        MetricResult result = evaluate(Points.constant(100, 1, 0.05f));
        assertThat(result.value()).isEqualTo(1);
        assertThat(result.details()).containsEntry("modes", 2.0).containsEntry("high-quality", 1.0);
        assertThat(result.details().get("reverse-kl")).isCloseTo(Math.log(1 / 0.75), within(1e-12));
    }

    @Test
    void samplesBetweenModesCaptureNone() {
        MetricResult result = evaluate(Points.constant(100, 0, 0));
        assertThat(result.value()).isZero();
        assertThat(result.details()).containsEntry("high-quality", 0.0);
        assertThat(result.details().get("reverse-kl")).isInfinite();
    }

    @Test
    void dataWithoutModesIsInapplicable() {
        Examples points = Points.constant(100, 0, 0);
        assertThat(new ModeCoverage().inapplicable(Points.compared(points, points)))
                .isPresent();
    }

    @Test
    void theSupportOfEquallyLikelyExamplesIsTheirNumber() {
        RandomStream random = new RandomStream(3);
        float[] values = new float[2000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * random.nextInt(50);
        }
        Examples spread = Points.normal(4, 2000, 0, 1000);
        double support = new BirthdayParadox()
                .evaluate(Points.compared(Points.of(1, values), spread))
                .value();
        assertThat(support).isCloseTo(50, within(2.0));
    }

    private static MetricResult evaluate(Examples generated) {
        GivenExamples given = Points.compared(generated, generated);
        return new ModeCoverage()
                .evaluate(new GivenExamples(
                        given.data(), generated, generated, generated, Optional.of(new Mixture(TWO)), 1));
    }

    private record Mixture(Modes mixture) implements KnownDistribution {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double logDensity(double[] point) {
            return Double.NaN;
        }

        @Override
        public Optional<Modes> modes() {
            return Optional.of(mixture);
        }
    }
}
