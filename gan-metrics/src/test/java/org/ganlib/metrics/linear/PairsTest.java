package org.ganlib.metrics.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.metrics.Points;
import org.ganlib.spi.Examples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PairsTest {
    /** More than one block of rows, directly measured and through products. */
    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void everyPairIsSeenOnceWithItsDistance(int dimension) {
        Examples some = Points.normal(1, 40, 5, ones(dimension));
        Examples others = Points.normal(2, 1030, 5, ones(dimension));
        boolean[] seen = new boolean[40 * 1030];
        Pairs.squaredDistances(some, others, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                assertThat(seen[i * 1030 + first + j]).isFalse();
                seen[i * 1030 + first + j] = true;
                double direct = Pairs.squaredDistance(some, i, others, first + j);
                assertThat(distances[j]).isCloseTo(direct, within(1e-8 * direct));
            }
        });
        for (boolean pair : seen) {
            assertThat(pair).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void equalVectorsFarFromTheOriginAreAtDistanceZero(int dimension) {
        Examples points = Points.normal(1, 30, 1e5, ones(dimension));
        Pairs.squaredDistances(points, points, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                if (i == first + j) {
                    assertThat(distances[j]).isZero();
                } else {
                    assertThat(distances[j]).isPositive();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void productsAreRelativeToTheOrigin(int dimension) {
        Examples points = Points.normal(1, 5, 2, ones(dimension));
        Pairs.products(points, points, new double[dimension], (i, first, products, count) -> {
            for (int j = 0; j < count; j++) {
                double expected = 0;
                for (int k = 0; k < dimension; k++) {
                    expected +=
                            (double) points.values()[i * dimension + k] * points.values()[(first + j) * dimension + k];
                }
                assertThat(products[j]).isCloseTo(expected, within(1e-10));
            }
        });
    }

    private static double[] ones(int dimension) {
        double[] ones = new double[dimension];
        Arrays.fill(ones, 1);
        return ones;
    }
}
