package org.ganlib.metrics.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.metrics.Points;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.junit.jupiter.api.Test;

/** Axes are orthonormal, in the order of variance, with their first largest component positive. */
final class PrincipalAxesTest {
    /** Along (3, −4)/5 the variance is 100 times that along (4, 3)/5. */
    @Test
    void meanAndAxesAreThoseOfTheExamples() {
        Examples points = Points.of(2, 1 + 6, 2 - 8, 1 - 6, 2 + 8, 1 + 0.8f, 2 + 0.6f, 1 - 0.8f, 2 - 0.6f);
        PrincipalAxes axes = PrincipalAxes.of(points, 5);
        assertThat(axes.count()).isEqualTo(2);
        assertThat(axes.numbers()).containsExactly(new double[] {1, 2, -0.6, 0.8, 0.8, 0.6}, within(1e-7));
        assertThat(axes.coordinates(points)).containsExactly(new float[] {-10, 0, 10, 0, 0, 1, 0, -1}, within(1e-6f));
        // The columns beyond the axes are 0, and fewer may be asked for.
        assertThat(axes.coordinates(Points.of(2, 1 + 6, 2 - 8), 3))
                .containsExactly(new float[] {-10, 0, 0}, within(1e-6f));
        assertThat(axes.coordinates(Points.of(2, 1 + 6, 2 - 8), 1)).containsExactly(new float[] {-10}, within(1e-6f));
        PrincipalAxes first = PrincipalAxes.of(points, 1);
        assertThat(first.numbers()).containsExactly(new double[] {1, 2, -0.6, 0.8}, within(1e-7));
    }

    /** More examples than one block of the scatter has. */
    @Test
    void allExamplesCount() {
        float[] values = new float[3 * 1100];
        for (int i = 0; i < 1100; i++) {
            values[3 * i] = i % 2;
        }
        // The last few alone vary along the others.
        values[3 * 1098 + 1] = 30;
        values[3 * 1099 + 2] = 300;
        PrincipalAxes axes = PrincipalAxes.of(Points.of(3, values), 3);
        double[] numbers = axes.numbers();
        assertThat(axes.count()).isEqualTo(3);
        assertThat(numbers[3 + 2]).isCloseTo(1, within(1e-3));
        assertThat(numbers[6 + 1]).isCloseTo(1, within(1e-3));
        assertThat(numbers[9]).isCloseTo(1, within(1e-3));
    }

    /** A variance of 10⁻¹⁸ of the largest is rounding, one of 10⁻⁸ is not. */
    @Test
    void directionsCountFromTheRoundingOfSumsOn() {
        assertThat(PrincipalAxes.of(Points.of(2, 1, 1e-9f, -1, 1e-9f, 1, -1e-9f, -1, -1e-9f), 2)
                        .count())
                .isEqualTo(1);
        assertThat(PrincipalAxes.of(Points.of(2, 1, 1e-4f, -1, 1e-4f, 1, -1e-4f, -1, -1e-4f), 2)
                        .count())
                .isEqualTo(2);
        // Just above and below four times 2⁻⁵².
        float above = 3.2e-8f;
        float below = 2.8e-8f;
        assertThat(PrincipalAxes.of(Points.of(2, 1, above, -1, above, 1, -above, -1, -above), 2)
                        .count())
                .isEqualTo(2);
        assertThat(PrincipalAxes.of(Points.of(2, 1, below, -1, below, 1, -below, -1, -below), 2)
                        .count())
                .isEqualTo(1);
        assertThat(PrincipalAxes.of(Points.constant(5, 1, 2), 2).count()).isZero();
        assertThat(PrincipalAxes.of(Points.of(2, 1, 2), 2).count()).isZero();
    }

    /**
     * The points vary equally along three axes that are rotated against the coordinates. Any
     * rotation within their span would be equally good.
     */
    @Test
    void axesOfEqualVarianceAreOrthonormalAndDoNotDependOnTheOrder() {
        double[][] turned = {{2 / 3.0, -1 / 3.0, 2 / 3.0}, {2 / 3.0, 2 / 3.0, -1 / 3.0}, {-1 / 3.0, 2 / 3.0, 2 / 3.0}};
        float[] values = new float[6 * 5];
        for (int a = 0; a < 3; a++) {
            for (int k = 0; k < 3; k++) {
                // The axes use the coordinates 1 to 3 (from 0) of five; coordinate 4 repeats
                // coordinate 2.
                values[10 * a + k + 1] = (float) (3 * turned[a][k]);
                values[10 * a + 5 + k + 1] = (float) (-3 * turned[a][k]);
            }
            values[10 * a + 4] = values[10 * a + 2];
            values[10 * a + 9] = values[10 * a + 7];
        }
        Examples points = Points.of(5, values);
        PrincipalAxes axes = PrincipalAxes.of(points, 5);
        assertThat(axes.count()).isEqualTo(3);
        double[] numbers = axes.numbers();
        for (int a = 1; a <= 3; a++) {
            for (int b = 1; b <= 3; b++) {
                double product = 0;
                for (int k = 0; k < 5; k++) {
                    product += numbers[5 * a + k] * numbers[5 * b + k];
                }
                assertThat(product).as("axes %s and %s", a, b).isCloseTo(a == b ? 1 : 0, within(1e-9));
            }
        }
        // The repeated coordinate has twice the variance. The other two have equal variances, and
        // their axes are the coordinates themselves.
        double half = Math.sqrt(0.5);
        double[] expected = {0, 0, half, 0, half, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0};
        for (int k = 0; k < 15; k++) {
            assertThat(numbers[5 + k]).as("component %s", k).isCloseTo(expected[k], within(1e-6));
        }
        for (long seed = 1; seed <= 5; seed++) {
            double[] shuffled = PrincipalAxes.of(Selection.shuffled(points, new RandomStream(seed)), 5)
                    .numbers();
            assertThat(shuffled).containsExactly(numbers, within(1e-6));
        }
    }

    /**
     * The points lie in a plane that is tilted against all coordinates. The first axis is the
     * projection of the nearest coordinate axis.
     */
    @Test
    void axesOfATurnedPlaneAreProjectionsOfCoordinates() {
        // The plane is orthogonal to (1, 2, 2)/3. Of the coordinate axes, the first has the longest
        // projection, (8, −2, −2)/9.
        double[] a = {0, Math.sqrt(0.5), -Math.sqrt(0.5)};
        double[] b = {4 / Math.sqrt(18), -1 / Math.sqrt(18), -1 / Math.sqrt(18)};
        // Two vectors of the length √18 at a right angle, forth and back.
        PrincipalAxes axes = PrincipalAxes.of(Points.of(3, 0, 3, -3, 4, -1, -1, 0, -3, 3, -4, 1, 1), 2);
        double[] numbers = axes.numbers();
        for (int k = 0; k < 3; k++) {
            assertThat(numbers[3 + k]).isCloseTo(b[k], within(1e-5));
            // What remains is the direction (0, 1, −1)/√2. The second and third coordinates are
            // equally near, so the second decides its sign.
            assertThat(numbers[6 + k]).isCloseTo(a[k], within(1e-5));
        }
    }
}
