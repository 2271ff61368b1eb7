package org.ganlib.metrics.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.metrics.Points;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProjectionTest {
    /**
     * Coordinate k of example i is (i + 1)(k + 1), and that of the direction is k + 1. The inner
     * product is (i + 1) · n(n + 1)(2n + 1) / 6 for n coordinates, whole lanes of eight and a rest.
     * The examples come in descending order.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 11, 16, 29})
    void projectionsAreInnerProductsInAscendingOrder(int dimension) {
        float[] direction = new float[dimension];
        float[] values = new float[3 * dimension];
        for (int k = 0; k < dimension; k++) {
            direction[k] = k + 1;
            for (int i = 0; i < 3; i++) {
                values[i * dimension + k] = (3 - i) * (k + 1f);
            }
        }
        double unit = dimension * (dimension + 1) * (2 * dimension + 1) / 6.0;
        assertThat(Projection.sorted(Points.of(dimension, values), direction))
                .containsExactly(unit, 2 * unit, 3 * unit);
    }
}
