package org.ganlib.metrics.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.metrics.Drawn;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class LogisticRegressionTest {
    /** Means at the corners of a triangle, standard deviation 1. */
    private static Examples clouds(long seed, int count, double distance) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[3 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            double angle = 2 * Math.PI * labels[i] / 3;
            values[3 * i] = (float) (100 + distance * Math.cos(angle) + random.nextNormal());
            values[3 * i + 1] = (float) (1e-3 * (distance * Math.sin(angle) + random.nextNormal()));
            values[3 * i + 2] = 7;
        }
        return new Examples(TensorShape.of(3), values, labels);
    }

    @Test
    void cloudsFarApartAreToldApartWhateverTheScaleOfAFeature() {
        LogisticRegression regression = LogisticRegression.fit(clouds(1, 90, 8), 3);
        assertThat(regression.right(clouds(2, 900, 8))).isEqualTo(900);
    }

    /**
     * The best classifier of normal clouds of one size takes the nearest mean; logistic regression
     * learns it from enough examples.
     */
    @Test
    void cloudsThatOverlapAreClassifiedAsByTheBestClassifier() {
        Examples test = clouds(2, 9000, 1);
        int best = 0;
        for (int i = 0; i < test.count(); i++) {
            double x = test.values()[3 * i] - 100;
            double y = 1e3 * test.values()[3 * i + 1];
            int nearest = 0;
            for (int c = 1; c < 3; c++) {
                double angle = 2 * Math.PI * c / 3;
                double old = 2 * Math.PI * nearest / 3;
                nearest =
                        x * Math.cos(angle) + y * Math.sin(angle) > x * Math.cos(old) + y * Math.sin(old) ? c : nearest;
            }
            best += nearest == test.labels()[i] ? 1 : 0;
        }
        int right = LogisticRegression.fit(clouds(1, 6000, 1), 3).right(test);
        assertThat(right / 9000.0).isCloseTo(best / 9000.0, within(0.01));
    }

    /**
     * The numbers of grid points in each class must equal those of scikit-learn's minimum of the
     * same loss, from scripts/golden/definitions.py.
     */
    @Test
    void theMinimumIsThatOfScikitLearn() {
        float[] values = Drawn.multiples(8, 240, 64);
        int[] labels = new int[120];
        for (int i = 0; i < 120; i++) {
            labels[i] = new int[] {0, 0, 1, 2}[i % 4];
            values[2 * i] += labels[i] == 1 ? 20 / 64f : 0;
            values[2 * i + 1] += labels[i] == 2 ? 28 / 64f : 0;
        }
        int[] expected = {12955, 27554, 25027};
        // The units include tiny ones, in which variances are far below 1.
        for (float unit : new float[] {1, 0x1p-40f, 0x1p40f}) {
            LogisticRegression regression =
                    LogisticRegression.fit(new Examples(TensorShape.of(2), scaled(values, unit), labels), 3);
            float[] grid = new float[2 * 256 * 256];
            for (int i = 0; i < grid.length / 2; i++) {
                grid[2 * i] = i % 256 / 128f;
                grid[2 * i + 1] = Math.floorDiv(i, 256) / 128f;
            }
            for (int c = 0; c < 3; c++) {
                int[] asked = new int[grid.length / 2];
                Arrays.fill(asked, c);
                assertThat(regression.right(new Examples(TensorShape.of(2), scaled(grid, unit), asked)))
                        .as("class %s in units of %s", c, unit)
                        .isCloseTo(expected[c], within(3));
            }
        }
    }

    private static float[] scaled(float[] values, float unit) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= unit;
        }
        return scaled;
    }

    @Test
    void orderOfExamplesDoesNotMatter() {
        Examples some = clouds(1, 300, 1);
        int[] back = new int[300];
        Arrays.setAll(back, i -> 299 - i);
        Examples reversed = some.at(back);
        Examples test = clouds(2, 3000, 1);
        assertThat(LogisticRegression.fit(reversed, 3).right(test))
                .isCloseTo(LogisticRegression.fit(some, 3).right(test), within(2));
    }

    @Test
    void minimumOfAnIllConditionedQuadraticIsFound() {
        double[] curvatures = {1, 10, 1e3, 1e5};
        double[] found = LimitedMemoryDescent.minimise(
                x -> {
                    double value = 0;
                    double[] gradient = new double[4];
                    for (int k = 0; k < 4; k++) {
                        value += curvatures[k] * (x[k] - k) * (x[k] - k) / 2;
                        gradient[k] = curvatures[k] * (x[k] - k);
                    }
                    return new LimitedMemoryDescent.Slope(value, gradient);
                },
                new double[] {5, 5, 5, 5},
                1e-6);
        assertThat(found).containsExactly(new double[] {0, 1, 2, 3}, within(1e-5));
    }

    @Test
    void whatIsNoNumberIsRefused() {
        Examples damaged = clouds(1, 9, 1);
        damaged.values()[4] = Float.NaN;
        assertThatThrownBy(() -> LogisticRegression.fit(damaged, 3))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("a feature is NaN");
    }
}
