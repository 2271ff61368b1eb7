package org.ganlib.metrics.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.ganlib.metrics.FakeClassifier;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.junit.jupiter.api.Test;

/** Values that theory gives. */
final class KnownAnswersTest {
    private static final Examples SOME = Points.normal(1, 400, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    @Test
    void frechetDistanceOfNormalDistributionsIsTheClosedForm() {
        // Diagonal covariances: Σ (μ₁ − μ₂)² + (σ₁ − σ₂)².
        Examples real = Points.normal(1, 200_000, 0, 1, 2, 0.5);
        Examples generated = Points.normal(2, 200_000, 0.3, 1.5, 1, 0.5);
        double expected = 3 * 0.09 + 0.25 + 1;
        assertThat(value(new FrechetDistance(), generated, real)).isCloseTo(expected, within(0.02));
    }

    @Test
    void frechetDistanceIsExactForSymmetricPoints() {
        // Points ±a along each axis have mean 0 and the covariance 2a²/(n − 1) there.
        Examples real = Points.of(2, 1, 0, -1, 0, 0, 2, 0, -2);
        Examples generated = Points.of(2, 3, 5, 1, 5, 2, 6, 2, 4);
        double expected = 4 + 25 + Math.pow(Math.sqrt(8 / 3.0) - Math.sqrt(2 / 3.0), 2);
        assertThat(value(new FrechetDistance(), generated, real)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void frechetDistanceOfEqualSetsIsZeroThoughCovariancesAreSingular() {
        Examples few = Points.normal(1, 5, 3, new double[40]);
        Examples spread = Points.normal(
                1, 20, 3, IntStream.range(0, 40).mapToDouble(k -> 1 + k).toArray());
        assertThat(value(new FrechetDistance(), few, few)).isZero();
        assertThat(value(new FrechetDistance(), spread, spread)).isCloseTo(0, within(1e-9));
    }

    @Test
    void constantSetsAreIdenticalOrApart() {
        Examples here = Points.constant(50, 1.1f, 2.3f, 0, 0, 0, 0, 0, 0, 0, 0.7f);
        Examples there = Points.constant(50, 1.1f, 2.3f, 0, 0, 0, 0, 0, 0, 0, 0.8f);
        for (Metric metric : new Metric[] {new Precision(), new Recall(), new Coverage()}) {
            assertThat(value(metric, here, here)).as("%s of equal sets", metric).isEqualTo(1);
            assertThat(value(metric, there, here))
                    .as("%s of different sets", metric)
                    .isZero();
        }
        // Each of 50 is in the balls of all 50, by k = 5.
        assertThat(value(new Density(), here, here)).isEqualTo(10);
        assertThat(value(new Density(), there, here)).isZero();
    }

    @Test
    void identicalSetsHaveFullPrecisionRecallAndCoverage() {
        for (Metric metric : new Metric[] {new Precision(), new Recall(), new Coverage()}) {
            assertThat(value(metric, SOME, SOME)).isEqualTo(1);
        }
        // Every ball holds its own centre and k others.
        assertThat(value(new Density(), SOME, SOME)).isCloseTo(6 / 5.0, within(1e-12));
    }

    @Test
    void coverageApproachesOneLessTwoToTheMinusK() {
        for (int k : new int[] {1, 3, 5}) {
            double sum = 0;
            for (int seed = 0; seed < 10; seed++) {
                sum += value(
                        new Coverage(new Pixels(), k),
                        Points.normal(100 + seed, 1000, 0, 1, 1),
                        Points.normal(200 + seed, 1000, 0, 1, 1));
            }
            assertThat(sum / 10).as("coverage at k = %s", k).isCloseTo(1 - Math.pow(2, -k), within(0.012));
        }
    }

    @Test
    void classifierScoreIsTheNumberOfClassesForSureAndVariedPredictions() {
        Examples corners = Points.of(2, 1, 1, 1, -1, -1, 1, -1, -1);
        Examples all = corners;
        for (int doubled = 0; doubled < 5; doubled++) {
            all = Selection.pooled(all, all);
        }
        assertThat(value(new ClassifierScore(new FakeClassifier()), all, all)).isCloseTo(4, within(1e-6));
        assertThat(value(new ClassifierScore(new FakeClassifier(0.25)), all, all))
                .isCloseTo(1, within(1e-6));
        assertThat(value(new ClassifierScore(new FakeClassifier()), Points.constant(128, 1, 1), all))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void blocksOfTheKernelDistanceAgreeWithTheWhole() {
        Examples real = Points.normal(1, 600, 0, 1, 1, 1);
        Examples generated = Points.normal(2, 600, 0.5, 1, 1, 1);
        var result = new KernelDistance(new Pixels(), 100).evaluate(Points.compared(generated, real));
        assertThat(result.details()).containsEntry("subsets", 6.0);
        assertThat(result.details().get("subsets/mean"))
                .isCloseTo(result.value(), within(4 * result.details().get("subsets/standard-error")));
    }

    private static double value(Metric metric, Examples generated, Examples real) {
        return metric.evaluate(Points.compared(generated, real)).value();
    }
}
