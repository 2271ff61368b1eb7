package org.ganlib.metrics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.linear.Pairs;
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
