package org.ganlib.metrics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.ganlib.metrics.Arranged;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.KernelDistance;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.metrics.mode.Memorisation;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricResult;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;

/** Standard errors and p-values are those of their definitions. */
final class StandardErrorTest {
    /**
     * The standard error is the sample standard deviation over blocks, with denominator blocks − 1,
     * divided by the square root of their number.
     */
    @Test
    void theKernelDistanceHasTheErrorOfAMeanOverBlocks() {
        Examples real = Points.normal(1, 35, 0, 1, 1, 1);
        Examples generated = Points.normal(2, 38, 0.5, 1, 1, 1);
        MetricResult result = new KernelDistance(new Pixels(), 10).evaluate(Points.compared(generated, real));
        // The blocks that it draws from the stream of the evaluation.
        RandomStream random = Points.compared(generated, real).random();
        Examples shuffledReal = Selection.shuffled(real, random);
        Examples shuffledGenerated = Selection.shuffled(generated, random);
        double[] blocks = new double[3];
        Arrays.setAll(
                blocks,
                b -> discrepancy(
                        Selection.range(shuffledReal, 10 * b, 10 * b + 10),
                        Selection.range(shuffledGenerated, 10 * b, 10 * b + 10)));
        double mean = DoubleStream.of(blocks).sum() / 3;
        double variance =
                DoubleStream.of(blocks).map(v -> (v - mean) * (v - mean)).sum() / 2;
        assertThat(result.value()).isCloseTo(discrepancy(real, generated), within(1e-12));
        assertThat(result.details()).containsOnlyKeys("subsets", "subsets/mean", "subsets/standard-error");
        assertThat(result.details()).containsEntry("subsets", 3.0);
        assertThat(result.details().get("subsets/mean")).isCloseTo(mean, within(1e-12));
        assertThat(result.details().get("subsets/standard-error")).isCloseTo(Math.sqrt(variance / 3), within(1e-12));
    }

    @Test
    void thereIsNoErrorOfFewerThanTwoBlocks() {
        Examples points = Points.normal(1, 19, 0, 1, 1, 1);
        assertThat(new KernelDistance(new Pixels(), 10)
                        .evaluate(Points.compared(points, points))
                        .details())
                .isEmpty();
        Examples two = Points.normal(1, 20, 0, 1, 1, 1);
        assertThat(new KernelDistance(new Pixels(), 10)
                        .evaluate(Points.compared(two, two))
                        .details())
                .containsEntry("subsets", 2.0);
    }

    private static double discrepancy(Examples x, Examples y) {
        return mean(x, x, true) + mean(y, y, true) - 2 * mean(x, y, false);
    }

    private static double mean(Examples x, Examples y, boolean same) {
        int d = x.shape().elements();
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < x.count(); i++) {
            for (int j = 0; j < y.count(); j++) {
                double product = 0;
                for (int k = 0; k < d; k++) {
                    product += (double) x.values()[i * d + k] * y.values()[j * d + k];
                }
                if (!same || i != j) {
                    sum += Math.pow(product / d + 1, 3);
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    /** All assignments of labels to six points on a line, by hand. */
    @Test
    void thePValueIsTheShareOfLabelsThatAgreeAsWell() {
        Examples real = Points.of(1, 0, 1, 3);
        Examples generated = Points.of(1, 7, 8, 10.5f);
        // The nearest neighbours are 0 → 1, 1 → 0, 3 → 1, 7 → 8, 8 → 7 and 10.5 → 8, and all labels
        // agree with them. Of the 20 ways to label three of six points, only 2 agree everywhere:
        // the labels must be equal among {0, 1, 3}, because 3 follows the pair 0 and 1, and
        // likewise among {7, 8, 10.5}.
        MetricResult result =
                new ClassifierTwoSample(new Pixels(), 20_000, 10).evaluate(Points.compared(generated, real));
        assertThat(result.value()).isEqualTo(1);
        assertThat(result.details()).containsEntry("compared", 3.0);
        double expected = 2 / 20.0;
        assertThat(result.details().get("p-value"))
                .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / 20_000)));
    }

    @Test
    void thePValueCountsTheObservedLabelsAmongThePermutations() {
        Examples points = Points.normal(1, 50, 0, 1, 1);
        Examples far = Points.normal(2, 50, 100, 1, 1);
        assertThat(new ClassifierTwoSample(new Pixels(), 9, 100)
                        .evaluate(Points.compared(far, points))
                        .details())
                .containsEntry("p-value", 0.1)
                .containsEntry("compared", 50.0);
        // The sets are copies: each point is nearest to its twin in the other set, so any labelling
        // agrees at least as well.
        MetricResult copies = new ClassifierTwoSample(new Pixels(), 99, 100).evaluate(Points.compared(points, points));
        assertThat(copies.value()).isZero();
        assertThat(copies.details()).containsEntry("p-value", 1.0);
    }

    @Test
    void allEqualExamplesAgreeByChance() {
        // Of the 2n − 1 others, n − 1 have an example's label; lists of so many become masks.
        for (int n : new int[] {2, 3, 33, 200}) {
            Examples same = Points.constant(n, 1, 2, 3);
            assertThat(new ClassifierTwoSample(new Pixels(), 10, 500)
                            .evaluate(Points.compared(same, same))
                            .value())
                    .as("%s of each", n)
                    .isCloseTo((n - 1) / (2.0 * n - 1), within(1e-12));
        }
        // Two heaps, of which one is of both kinds: 100 real ones beside 100 of each.
        Examples real = Selection.pooled(Points.constant(100, 0), Points.constant(100, 5));
        Examples generated = Selection.pooled(Points.constant(100, 5), Points.constant(100, 5.5f));
        double mixed = (100 * 99 / 199.0 * 2 + 200) / 400;
        assertThat(new ClassifierTwoSample()
                        .evaluate(Points.compared(generated, real))
                        .value())
                .isCloseTo(mixed, within(1e-12));
    }

    /**
     * Of 100 generated examples, 60 are nearer to the training examples and 10 are equally near to
     * both. So z is (0.65 − 0.5) · 2√100.
     */
    @Test
    void memorisationIsInStandardErrorsOfAFairCoin() {
        float[] values = new float[100];
        for (int i = 0; i < 100; i++) {
            values[i] = i < 60 ? 0.1f : i < 70 ? 0.5f : 0.9f;
        }
        Examples generated = Points.of(1, values);
        Examples training = Points.constant(100, 0);
        Examples heldOut = Points.constant(100, 1);
        MetricResult result = new Memorisation()
                .evaluate(new GivenExamples(
                        Points.compared(generated, training).data(),
                        generated,
                        training,
                        heldOut,
                        Optional.empty(),
                        1));
        assertThat(result.value()).isCloseTo(0.65, within(1e-12));
        assertThat(result.details()).containsOnlyKeys("z");
        assertThat(result.details().get("z")).isCloseTo(3, within(1e-12));
        assertThat(result.provenance())
                .containsEntry("extractor", "pixels")
                .containsEntry("extractor hash", "identity")
                .containsEntry("real examples", "100 training, 100 held-out")
                .containsEntry("reference", "points, by hand");
    }

    @Test
    void covariancesHaveOneLessThanTheNumberInTheDenominator() {
        // Variances 2 and 8: 2·(√2 − √8)².
        Examples real = Points.of(1, -1, 1);
        Examples generated = Points.of(1, -2, 2);
        MetricResult result =
                new org.ganlib.metrics.feature.FrechetDistance().evaluate(Points.compared(generated, real));
        assertThat(result.value()).isCloseTo(2, within(1e-12));
        assertThat(result.details().get("covariances")).isCloseTo(2, within(1e-12));
        assertThat(result.details()).containsEntry("means", 0.0);
    }

    /**
     * The energy distance is computed for the empirical distributions, so the distance of an
     * example to itself counts too.
     */
    @Test
    void energyIsTwiceTheIntegralOfTheSquaredDifferenceOfDistributions() {
        MetricResult result = new EnergyDistance().evaluate(Points.compared(Points.of(1, 2, 6), Points.of(1, 0, 1)));
        // F − G is ½ on [0, 1), 1 on [1, 2), ½ on [2, 6).
        assertThat(result.value()).isCloseTo(2 * (0.25 + 1 + 4 * 0.25), within(1e-12));
        assertThat(result.details())
                .containsEntry("distance/between", 3.5)
                .containsEntry("distance/real", 0.5)
                .containsEntry("distance/generated", 2.0);
    }

    @Test
    void discrepancyWithoutAMedianTellsEqualFromUnequal() {
        // All examples of a kind are equal, so the median distance of the pooled pairs is 0. The
        // kernel is then 1 for equal examples and 0 for others.
        Examples zero = Points.constant(10, 0);
        Examples other = Selection.pooled(Points.constant(7, 0), Points.constant(3, 1e-20f));
        MetricResult result = new MaximumMeanDiscrepancy().evaluate(Points.compared(other, zero));
        assertThat(result.details()).containsEntry("sigma", 0.0);
        assertThat(result.value()).isCloseTo(1 + (42 + 6) / 90.0 - 2 * 0.7, within(1e-12));
        assertThat(new MaximumMeanDiscrepancy(new Pixels(), 1e-200)
                        .evaluate(Points.compared(other, zero))
                        .value())
                .isCloseTo(1 + (42 + 6) / 90.0 - 2 * 0.7, within(1e-12));
    }

    @Test
    void damagedReferencesAndHeldOutExamplesAreRefused() {
        Examples good = Points.normal(1, 100, 0, 1);
        Examples damaged = Points.of(1, 1, Float.NaN, 2);
        for (boolean reference : new boolean[] {true, false}) {
            FakeContext context = new FakeContext(
                    good, reference ? damaged : good, reference ? good : damaged, ValueRange.UNBOUNDED, List.of());
            assertThatThrownBy(() -> new NearestNeighbour().evaluate(context))
                    .isInstanceOf(GanException.class)
                    .hasMessage("nearest-neighbour: " + (reference ? "reference" : "held-out")
                            + " example 1 contains NaN. The file is damaged.");
        }
    }

    /** Ranges and classes of {@code nearest-neighbour}. */
    @Test
    void classesAreCoveredFromTheirShareOn() {
        float[] generated = new float[100];
        Arrays.fill(generated, 0, 98, 0.1f);
        Arrays.fill(generated, 98, 100, 1);
        Examples reference = new Examples(Points.of(1, 0).shape(), new float[] {0, 1, 3}, new int[] {0, 1, 2});
        Examples heldOut = Arranged.chosenFirst(Points.of(1, 0.5f, 3.25f, 100), 2, 1, "nearest-neighbour");
        FakeContext context = new FakeContext(
                Points.of(1, generated), reference, heldOut, new ValueRange(-1, 1), List.of("a", "b", "c"));
        MetricResult result = new NearestNeighbour(0.02, 2).evaluate(context);
        // Two held-out examples at ½ and ¼, the range of width 2 brought to 1.
        assertThat(result.details().get("distance/held-out")).isCloseTo(0.375 / 2, within(1e-9));
        assertThat(result.details().get("distance/generated")).isCloseTo(0.098 / 2, within(1e-9));
        assertThat(result.value()).isCloseTo(0.098 / 0.375, within(1e-8));
        assertThat(result.details())
                .containsEntry("classes", 2.0)
                .containsEntry("share/a", 0.98)
                .containsEntry("share/b", 0.02)
                .containsEntry("share/c", 0.0);
        assertThat(new NearestNeighbour(0.021, 2).evaluate(context).details()).containsEntry("classes", 1.0);
        assertThat(result.provenance())
                .containsEntry("reference", "fake, by hand")
                .containsEntry("reference examples", "3")
                .containsEntry("held-out examples", "2");
    }
}
