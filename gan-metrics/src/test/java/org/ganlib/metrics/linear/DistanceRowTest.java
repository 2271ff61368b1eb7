package org.ganlib.metrics.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.metrics.Points;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every pair is visited once, its distance lies within its bounds, and comparisons are those of
 * exact distances.
 */
final class DistanceRowTest {
    @ParameterizedTest
    @CsvSource({
        // dimension, offset, spread: few coordinates and many, near to each other and far
        "3, 0, 1",
        "8, 0, 1",
        "9, 0, 1",
        "10, 0, 1",
        "20, 0, 1",
        "20, 1e6, 1",
        "20, 0, 1e-20",
        "20, 0, 1e18",
        "500, 3, 1"
    })
    void distancesLieWithinTheirBounds(int dimension, float offset, float spread) {
        Examples some = normal(1, 30, dimension, offset, spread);
        Examples others = Selection.pooled(normal(2, 1030, dimension, offset, spread), Selection.first(some, 5));
        requireBounds(some, others, dimension * (double) spread * spread);
        requireBounds(others, some, dimension * (double) spread * spread);
    }

    private static void requireBounds(Examples some, Examples others, double spread) {
        boolean[] seen = new boolean[some.count() * others.count()];
        Pairs.distances(some, others, row -> {
            for (int j = 0; j < row.count(); j++) {
                int other = row.first() + j;
                assertThat(seen[row.example() * others.count() + other]).isFalse();
                seen[row.example() * others.count() + other] = true;
                double exact = ExactDistance.squared(some, row.example(), others, other);
                assertThat(row.least(j)).isLessThanOrEqualTo(exact);
                assertThat(row.most(j)).isGreaterThanOrEqualTo(exact);
                // The bounds are of use: all but a few pairs are told apart by them.
                assertThat(row.most(j) - row.least(j)).isLessThanOrEqualTo(1e-11 * (exact + spread));
                assertThat(row.isAtMost(j, Math.nextDown(exact))).isFalse();
                assertThat(row.isAtMost(j, exact)).isTrue();
                assertThat(row.exact(j)).isEqualTo(exact);
                assertThat(row.least(j)).isEqualTo(exact);
                assertThat(row.most(j)).isEqualTo(exact);
                assertThat(row.isAtMost(j, exact)).isTrue();
            }
        });
        for (boolean pair : seen) {
            assertThat(pair).isTrue();
        }
    }

    /** Comparisons far from a distance need not measure it. */
    @Test
    void onlyWhatIsCloseIsMeasuredExactly() {
        Examples some = normal(1, 10, 40, 0, 1);
        Pairs.distances(some, some, row -> {
            for (int j = 0; j < row.count(); j++) {
                if (row.first() + j != row.example()) {
                    double width = row.most(j) - row.least(j);
                    assertThat(width).isPositive();
                    assertThat(row.isAtMost(j, row.least(j) / 2)).isFalse();
                    assertThat(row.isAtMost(j, row.most(j) * 2)).isTrue();
                    assertThat(row.most(j) - row.least(j)).isEqualTo(width);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void valuesOnAGridHaveExactDistances(int dimension) {
        for (float[] levels :
                new float[][] {{0, 1}, {-1, 1}, {0, 0.25f, 1.75f}, {0, 1, 2, 255}, {1e8f, 1e8f + 8}, {5, 5}}) {
            Examples some = drawn(1, 1100, dimension, levels);
            Examples others = drawn(2, 20, dimension, levels);
            Pairs.distances(some, others, row -> {
                for (int j = 0; j < row.count(); j++) {
                    assertThat(row.most(j)).isEqualTo(row.least(j));
                    assertThat(row.exact(j))
                            .isEqualTo(ExactDistance.squared(some, row.example(), others, row.first() + j));
                }
            });
        }
    }

    @Test
    void gridsAreFoundWhereThereIsOne() {
        assertThat(levels(0, 1)).isEqualTo(new Levels(0, 1));
        assertThat(levels(3, 3, 7, 5)).isEqualTo(new Levels(3, 2));
        // Neither of the steps is the least difference.
        assertThat(levels(0, 2, 5)).isEqualTo(new Levels(0, 1));
        assertThat(levels(-1.5f, 0.75f, 3)).isEqualTo(new Levels(-1.5, 2.25));
        assertThat(levels(0, 0.1f)).isEqualTo(new Levels(0, 0.1f));
        assertThat(levels(4, 4).exist()).isFalse();
        assertThat(levels(0, 0.001f, 1).exist()).isFalse();
        // The step's square has 54 digits.
        assertThat(levels(-1, 0.1f).exist()).isFalse();
        assertThat(levels(1, 1e20f).exist()).isFalse();
        assertThat(Levels.NONE.exist()).isFalse();
        assertThat(levels(0, 1).exist()).isTrue();
        // Two coordinates up to 2²⁵: 2·2·2⁵⁰ is 2⁵², which is whole; with 2²⁶ it is 2⁵⁴.
        Examples fitting = Points.of(2, 0, 1, 1 << 25, 3);
        assertThat(Levels.of(fitting, fitting).exist()).isTrue();
        Examples large = Points.of(2, 0, 1, 1 << 26, 4);
        assertThat(Levels.of(large, large).exist()).isFalse();
        // One coordinate up to 2²⁶: exactly 2⁵³.
        Examples most = Points.of(1, 0, 1, 1 << 26);
        assertThat(Levels.of(most, most).exist()).isTrue();
    }

    @Test
    void bothSetsMustLieOnTheGrid() {
        Examples some = Points.of(1, 0, 1, 4);
        Examples others = Points.of(1, -2, 0.5f, 3);
        assertThat(Levels.of(some, others)).isEqualTo(new Levels(-2, 0.5));
        assertThat(Levels.of(others, some)).isEqualTo(new Levels(-2, 0.5));
        assertThat(Levels.of(some, Points.of(1, 1 / 3f)).exist()).isFalse();
        assertThat(Levels.of(Points.of(1, 1 / 3f), some).exist()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void theNearestIsTheFirstOfTheNearest(int dimension) {
        for (float[] levels : new float[][] {{0, 1}, {0, 0.1f, 0.7f, 1e4f}}) {
            Examples some = drawn(1, 50, dimension, levels);
            Examples others = drawn(2, 1100, dimension, levels);
            Nearest nearest = Nearest.of(some, others);
            Nearest among = Nearest.others(some);
            for (int i = 0; i < some.count(); i++) {
                List<Integer> order = new ArrayList<>();
                List<Integer> orderAmong = new ArrayList<>();
                int example = i;
                for (int j = 0; j < others.count(); j++) {
                    order.add(j);
                }
                for (int j = 0; j < some.count(); j++) {
                    if (j != i) {
                        orderAmong.add(j);
                    }
                }
                order.sort((a, b) -> Double.compare(
                        ExactDistance.squared(some, example, others, a),
                        ExactDistance.squared(some, example, others, b)));
                orderAmong.sort((a, b) -> Double.compare(
                        ExactDistance.squared(some, example, some, a), ExactDistance.squared(some, example, some, b)));
                assertThat(nearest.index(i)).isEqualTo(order.get(0));
                assertThat(nearest.squaredDistance(i)).isEqualTo(ExactDistance.squared(some, i, others, order.get(0)));
                assertThat(among.index(i)).isEqualTo(orderAmong.get(0));
                assertThat(among.squaredDistance(i)).isEqualTo(ExactDistance.squared(some, i, some, orderAmong.get(0)));
            }
        }
    }

    /**
     * Beyond the first block of 1,024, an example still leaves itself out. Examples 2j and 2j + 1
     * are at distance 1, and all others further away.
     */
    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void theNearestOtherIsNeverTheExampleItself(int dimension) {
        float[] values = new float[1100 * dimension];
        for (int i = 0; i < 1100; i++) {
            values[i * dimension] = 5 * (i / 2) + i % 2;
        }
        Nearest nearest = Nearest.others(Points.of(dimension, values));
        for (int i = 0; i < 1100; i++) {
            assertThat(nearest.index(i)).isEqualTo(i ^ 1);
            assertThat(nearest.squaredDistance(i)).isEqualTo(1);
        }
    }

    private static Levels levels(float... values) {
        Examples points = Points.of(1, values);
        return Levels.of(points, points);
    }

    private static Examples drawn(long seed, int count, int dimension, float... levels) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[count * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = levels[random.nextInt(levels.length)];
        }
        return Points.of(dimension, values);
    }

    private static Examples normal(long seed, int count, int dimension, float offset, float spread) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[count * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + spread * random.nextNormal());
        }
        return Points.of(dimension, values);
    }
}
