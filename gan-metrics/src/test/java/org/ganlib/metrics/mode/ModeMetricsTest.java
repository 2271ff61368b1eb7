package org.ganlib.metrics.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.ganlib.metrics.FakeClassifier;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.problem.GanException;
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

    /**
     * The centres are at −1 and 1, the standard deviation is 0.0625, and the examples are 0.125
     * off: exactly two standard deviations. This is within a radius of 2, but not of 1.999.
     */
    @Test
    void qualityIsHighUpToTheRadius() {
        Modes modes = new Modes(new double[][] {{-1, 0}, {1, 0}}, new double[] {0.5, 0.5}, 0.0625);
        Examples on = Points.constant(100, 1.125f, 0);
        MetricResult atTheRadius = evaluate(new ModeCoverage(2), modes, on);
        assertThat(atTheRadius.value()).isEqualTo(1);
        assertThat(atTheRadius.details()).containsEntry("high-quality", 1.0);
        assertThat(evaluate(new ModeCoverage(1.999), modes, on).value()).isZero();
        // As far from both: the first counts.
        Modes close = new Modes(new double[][] {{-1, 0}, {1, 0}}, new double[] {0.25, 0.75}, 1);
        MetricResult between = evaluate(new ModeCoverage(2), close, Points.constant(100, 0, 0));
        assertThat(between.value()).isEqualTo(1);
        assertThat(between.details().get("reverse-kl")).isCloseTo(Math.log(4), within(1e-12));
        assertThat(between.provenance()).containsEntry("reference", "points, by hand");
        assertThat(between.samples()).isEqualTo(100);
    }

    @Test
    void examplesOfOtherDimensionsAndDataWithoutModesAreRefused() {
        Examples line = Points.normal(1, 100, 0, 1);
        assertThatThrownBy(() -> evaluate(new ModeCoverage(), TWO, line))
                .isInstanceOf(GanException.class)
                .hasMessage("modes: generated examples are 1, the modes lie in 2 dimensions. Compare examples of one"
                        + " shape.");
        assertThatThrownBy(() -> new ModeCoverage().evaluate(Points.compared(line, line)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("modes: points has no known modes.");
    }

    /**
     * Exact copies are near-duplicates even with the threshold 0, which results if the real
     * examples have copies too.
     */
    @Test
    void copiesAreNearDuplicates() {
        float[] pairs = new float[100];
        for (int i = 0; i < 100; i++) {
            pairs[i] = Math.floorDiv(i, 2);
        }
        Examples doubled = Points.of(1, pairs);
        Examples single = Points.normal(1, 100, 0, 1);
        MetricResult result = new BirthdayParadox().evaluate(Points.compared(doubled, doubled));
        // 4,950 pairs, of which 50 are equal.
        assertThat(result.value()).isEqualTo(99);
        assertThat(result.details()).containsEntry("threshold", 0.0).containsEntry("real", 99.0);
        assertThat(new BirthdayParadox()
                        .evaluate(Points.compared(single, doubled))
                        .value())
                .isInfinite();
    }

    /** On whole numbers the nearest other one is 1 away. */
    @Test
    void thresholdsAreRelativeToTheMedianNearestDistance() {
        float[] line = new float[100];
        float[] halves = new float[100];
        for (int i = 0; i < 100; i++) {
            line[i] = i;
            halves[i] = i / 2f;
        }
        MetricResult result = new BirthdayParadox(new Pixels(), 0.5)
                .evaluate(Points.compared(Points.of(1, halves), Points.of(1, line)));
        // At ½ the 99 pairs of neighbours count, at less none.
        assertThat(result.details()).containsOnlyKeys("real", "threshold").containsEntry("threshold", 0.5);
        assertThat(result.value()).isEqualTo(50);
        assertThat(result.details().get("real")).isInfinite();
        assertThat(new BirthdayParadox(new Pixels(), 0.49)
                        .evaluate(Points.compared(Points.of(1, halves), Points.of(1, line)))
                        .value())
                .isInfinite();
        // 4,950 pairs, of which 99 + 98 + 97 are at most 1.5 apart.
        MetricResult wider = new BirthdayParadox(new Pixels(), 1.5)
                .evaluate(Points.compared(Points.of(1, halves), Points.of(1, line)));
        assertThat(wider.value()).isCloseTo(4950 / 294.0, within(1e-12));
        assertThat(wider.details().get("real")).isEqualTo(50);
    }

    @Test
    void divergenceOfSharesIsThatOfTheirDefinition() {
        assertThat(ShareDivergence.reverse(new int[] {3, 1, 0}, new double[] {0.5, 0.25, 0.25}))
                .isCloseTo(0.75 * Math.log(1.5), within(1e-15));
        assertThat(ShareDivergence.reverse(new int[] {2, 1, 1}, new double[] {0.5, 0.25, 0.25}))
                .isZero();
        assertThat(ShareDivergence.reverse(new int[] {0, 0}, new double[] {0.5, 0.5}))
                .isInfinite();
    }

    /**
     * The classes are the four quadrants. The real examples have none of the fourth class, which
     * therefore counts as half an example.
     */
    @Test
    void classesAreCountedAgainstTheSharesOfRealExamples() {
        Examples generated = Selection.pooled(Points.constant(60, -1, -1), Points.constant(40, 1, 1));
        Examples real = Selection.pooled(
                Selection.pooled(Points.constant(50, -1, -1), Points.constant(30, 1, -1)), Points.constant(20, -1, 1));
        MetricResult result = new ClassModes(new FakeClassifier()).evaluate(Points.compared(generated, real));
        assertThat(result.value()).isEqualTo(2);
        assertThat(result.details()).containsOnlyKeys("classes", "reverse-kl").containsEntry("classes", 4.0);
        double expected = 0.6 * Math.log(0.6 / (50 / 100.5)) + 0.4 * Math.log(0.4 / (0.5 / 100.5));
        assertThat(result.details().get("reverse-kl")).isCloseTo(expected, within(1e-12));
        assertThat(result.samples()).isEqualTo(100);
        assertThat(result.provenance())
                .containsEntry("extractor", "fake-classifier")
                .containsEntry("extractor hash", "by hand")
                .containsEntry("split", "training");
        assertThat(new ClassModes(new FakeClassifier()).featureExtractor()).contains(new FakeClassifier());
    }

    @Test
    void extractorsThatAreNoClassifiersAreRefused() {
        Examples points = Points.normal(1, 100, 0, 1, 1);
        assertThatThrownBy(() -> new ClassModes(new Pixels()).evaluate(Points.compared(points, points)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("class-modes: the extractor pixels is no classifier.");
    }

    @Test
    void memorisationNeedsAHundredOfEach() {
        Examples enough = Points.normal(1, 100, 0, 1, 1);
        Examples few = Points.normal(2, 99, 0, 1, 1);
        for (GivenExamples given :
                new GivenExamples[] {given(few, enough, enough), given(enough, few, enough), given(enough, enough, few)
                }) {
            assertThatThrownBy(() -> new Memorisation().evaluate(given))
                    .isInstanceOf(GanException.class)
                    .hasMessageStartingWith(
                            "memorisation: needs at least 100 generated, training and held-out examples, were ");
        }
        assertThat(new Memorisation().evaluate(given(enough, enough, enough)).value())
                .isEqualTo(0.5);
        assertThat(new Memorisation().featureExtractor()).contains(new Pixels());
        assertThat(new Memorisation().inapplicable(given(enough, enough, enough)))
                .isEmpty();
        assertThatThrownBy(() -> new Memorisation().evaluate(given(Points.normal(1, 100, 0, 1), enough, enough)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("Compare examples of one shape");
        Examples damaged = Points.normal(1, 100, 0, 1, 1);
        damaged.values()[3] = Float.NaN;
        assertThatThrownBy(() -> new Memorisation().evaluate(given(enough, damaged, enough)))
                .isInstanceOf(GanException.class)
                .hasMessage("memorisation: training example 1 contains NaN. The file is damaged.");
        assertThatThrownBy(() -> new Memorisation().evaluate(given(enough, enough, damaged)))
                .isInstanceOf(GanException.class)
                .hasMessage("memorisation: held-out example 1 contains NaN. The file is damaged.");
    }

    /** Training and held-out examples count in equal numbers. */
    @Test
    void memorisationTakesNoMoreTrainingThanHeldOutExamples() {
        Examples training = Selection.pooled(Points.constant(100, 5), Points.constant(50, 0));
        Examples heldOut = Points.constant(100, 1);
        Examples generated = Points.constant(100, 0);
        MetricResult result = new Memorisation().evaluate(given(generated, training, heldOut));
        assertThat(result.provenance()).containsEntry("real examples", "100 training, 100 held-out");
    }

    private static GivenExamples given(Examples generated, Examples training, Examples heldOut) {
        return new GivenExamples(
                Points.compared(generated, training).data(), generated, training, heldOut, Optional.empty(), 1);
    }

    private static MetricResult evaluate(ModeCoverage metric, Modes modes, Examples generated) {
        return metric.evaluate(new GivenExamples(
                Points.compared(generated, generated).data(),
                generated,
                generated,
                generated,
                Optional.of(new Mixture(modes)),
                1));
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
