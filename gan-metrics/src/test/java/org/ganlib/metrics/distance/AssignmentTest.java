package org.ganlib.metrics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    @Test
    void costsNoMoreThanAnyPermutation() {
        for (long seed = 1; seed <= 200; seed++) {
            RandomStream random = new RandomStream(seed);
            int n = 1 + random.nextInt(6);
            float[] costs = new float[n * n];
            for (int i = 0; i < costs.length; i++) {
                // Few different costs, so that there are ties.
                costs[i] = random.nextInt(5);
            }
            int[] rowOf = Assignment.cheapest(costs, n);
            double cost = 0;
            for (int column = 0; column < n; column++) {
                cost += costs[rowOf[column] * n + column];
            }
            assertThat(Arrays.stream(rowOf).distinct().count())
                    .as("seed %s", seed)
                    .isEqualTo(n);
            assertThat(cost).as("seed %s", seed).isEqualTo(cheapest(costs, n, 0, 0));
        }
    }

    @Test
    void dearestPairCostsNoMoreThanInAnyPermutation() {
        for (long seed = 1; seed <= 200; seed++) {
            RandomStream random = new RandomStream(seed);
            int n = 1 + random.nextInt(6);
            float[] costs = new float[n * n];
            for (int i = 0; i < costs.length; i++) {
                costs[i] = random.nextInt(20);
            }
            int[] rowOf = Assignment.leastDearest(costs, n);
            double dearest = 0;
            for (int column = 0; column < n; column++) {
                dearest = Math.max(dearest, costs[rowOf[column] * n + column]);
            }
            assertThat(Arrays.stream(rowOf).distinct().count())
                    .as("seed %s", seed)
                    .isEqualTo(n);
            assertThat(dearest).as("seed %s", seed).isEqualTo(leastDearest(costs, n, 0, 0));
        }
    }

    /** Costs beyond the range of single precision: 2·10¹⁹ squared is 4·10³⁸. */
    @Test
    void hugeDistancesAreAssigned() {
        Examples some = Points.of(1, 0, 2e19f);
        Examples others = Points.of(1, 1, 3);
        double far = 2e19f;
        assertThat(value(new OptimalTransport(new Pixels(), 2, 10), some, others))
                .isCloseTo(Math.sqrt((1 + (far - 3) * (far - 3)) / 2), within(1e-15 * far));
        assertThat(value(new OptimalTransport(), some, others)).isCloseTo((1 + far - 3) / 2, within(1e-15 * far));
        assertThat(value(new OptimalTransport(new Pixels(), 100, 10), some, others))
                .isCloseTo((far - 3) * Math.pow(0.5, 0.01), within(1e-14 * far));
        Examples farthest = Points.of(1, Float.MAX_VALUE, -Float.MAX_VALUE);
        assertThat(value(new OptimalTransport(), farthest, Points.of(1, -Float.MAX_VALUE, -Float.MAX_VALUE)))
                .isEqualTo(Float.MAX_VALUE);
    }

    /**
     * The far points are always assigned to each other. The near ones must still be assigned
     * correctly, although their costs are negligible beside those of a far pair.
     */
    @Test
    void shortDistancesAreAssignedRightBesideOnesThatCannotBe() {
        // Both sets have a point far away, and the others' best assignment is that of their order.
        Examples some = Points.of(1, 0, 1, 2, 3, 1e6f);
        Examples others = Points.of(1, 3.25f, 2.25f, 1.25f, 0.25f, 1e6f);
        for (double order : new double[] {3, 10, 60, 5000}) {
            double expected = 0.25 * Math.pow(4 / 5.0, 1 / order);
            assertThat(value(new OptimalTransport(new Pixels(), order, 10), some, others))
                    .as("order %s", order)
                    .isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void slicedDistanceOfAHighOrderIsFinite() {
        Examples some = Points.of(1, 0, 2e19f);
        Examples others = Points.of(1, 1, 3);
        double far = 2e19f;
        assertThat(value(new SlicedWasserstein(new Pixels(), 3, 50), some, others))
                .isCloseTo((far - 3) * Math.pow(0.5, 1 / 50.0), within(1e-14 * far));
        assertThat(value(new SlicedWasserstein(new Pixels(), 3, 2), some, some)).isZero();
        assertThat(value(new SlicedWasserstein(new Pixels(), 3, 7), some, some)).isZero();
        Examples tiny = Points.of(1, 0, 3e-30f);
        assertThat(value(new SlicedWasserstein(new Pixels(), 3, 50), tiny, Points.of(1, 0, 0)))
                .isCloseTo(3e-30f * Math.pow(0.5, 1 / 50.0), within(1e-44));
    }

    @Test
    void sinkhornRefusesCostsOutsideTheRangeOfDoubles() {
        Examples some = Points.of(1, 0, 2e19f);
        Examples others = Points.of(1, 1, 3);
        assertThatThrownBy(() -> value(new Sinkhorn(new Pixels(), 20, 0.05, 1e-6, 10), some, others))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("sinkhorn: the cost 1.9999999961012896E19^20.0 is outside the range of double");
        assertThatThrownBy(() -> value(
                        new Sinkhorn(new Pixels(), 20, 0.05, 1e-6, 10), Points.of(1, 1e-30f, 0), Points.of(1, 0, 0)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("Lower the order, or rescale the examples");
    }

    @Test
    void onALineAllTransportDistancesAgree() {
        Examples real = Points.normal(1, 300, 0, 1);
        Examples generated = Points.normal(2, 300, 0.5, 2);
        double exact = value(new Wasserstein1d(), generated, real);
        assertThat(value(new OptimalTransport(), generated, real)).isCloseTo(exact, within(1e-6 * exact));
        assertThat(value(new SlicedWasserstein(), generated, real)).isCloseTo(exact, within(1e-6 * exact));
    }

    @Test
    void transportOfAShiftedSetIsTheShift() {
        Examples real = Points.normal(1, 100, 0, 1, 1, 1);
        float[] moved = real.values().clone();
        for (int i = 0; i < moved.length; i += 3) {
            moved[i] += 2;
        }
        Examples generated = Points.of(3, moved);
        assertThat(value(new OptimalTransport(), generated, real)).isCloseTo(2, within(1e-6));
        assertThat(value(new Wasserstein1d(), generated, real)).isCloseTo(2 / 3.0, within(1e-6));
    }

    @Test
    void medianIsThatOfTheSortedDistances() {
        for (int n : new int[] {2, 3, 4, 50}) {
            Examples points = Points.normal(n, n, 0, 1, 1);
            double[] distances = new double[n * (n - 1) / 2];
            int next = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    distances[next++] = Math.sqrt(Pairs.squaredDistance(points, i, points, j));
                }
            }
            Arrays.sort(distances);
            double expected = distances.length % 2 == 1
                    ? distances[distances.length / 2]
                    : (distances[distances.length / 2 - 1] + distances[distances.length / 2]) / 2;
            assertThat(MedianDistance.of(points)).as("%s points", n).isCloseTo(expected, within(1e-12));
        }
    }

    private static double value(Metric metric, Examples generated, Examples real) {
        return metric.evaluate(Points.compared(generated, real)).value();
    }

    private static double leastDearest(float[] costs, int n, int row, int taken) {
        if (row == n) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int column = 0; column < n; column++) {
            if ((taken & (1 << column)) == 0) {
                double rest = leastDearest(costs, n, row + 1, taken | (1 << column));
                least = Math.min(least, Math.max(costs[row * n + column], rest));
            }
        }
        return least;
    }

    private static double cheapest(float[] costs, int n, int row, int taken) {
        if (row == n) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int column = 0; column < n; column++) {
            if ((taken & (1 << column)) == 0) {
                least = Math.min(least, costs[row * n + column] + cheapest(costs, n, row + 1, taken | (1 << column)));
            }
        }
        return least;
    }
}
