package org.ganlib.metrics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestExamplesTest {
    @Test
    void findsTheNearestOfAFew() {
        Examples reference = points(0, 0, 10, 0, 0, 10);
        NearestExamples nearest = NearestExamples.search(points(1, 1, 9, 3, 0, 10, -3, -4), reference);
        assertThat(indices(nearest)).containsExactly(0, 1, 2, 0);
        assertThat(nearest.distance(0)).isEqualTo(Math.sqrt(2));
        assertThat(nearest.distance(1)).isEqualTo(Math.sqrt(10));
        assertThat(nearest.distance(2)).isZero();
        assertThat(nearest.distance(3)).isEqualTo(5);
    }

    @Test
    void ofSeveralAtTheSameDistanceTheFirstIsTaken() {
        NearestExamples nearest = NearestExamples.search(points(0, 0), points(3, 4, 0, 1, 1, 0, 0, -1), 1, 2);
        assertThat(indices(nearest)).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({
        // dimension, offset, spread: the float product alone loses most of these to cancellation
        "1, 0, 1",
        "2, 0, 1",
        "2, 1000, 0.01",
        "2, 1, 0.000001",
        "784, 0, 1",
        "784, 100, 0.001",
        "33, -5, 100000",
    })
    void agreesWithComparingAllPairsToTheBit(int dimension, double offset, double spread) {
        for (long seed = 1; seed <= 3; seed++) {
            RandomStream random = new RandomStream(seed);
            Examples reference = normal(random, 150, dimension, offset, spread);
            Examples queries = normal(random, 70, dimension, offset, spread);
            assertSameAsAllPairs(queries, reference, "seed " + seed);
        }
    }

    @Test
    void agreesWithComparingAllPairsOnTightClustersAndCopies() {
        RandomStream random = new RandomStream(4);
        float[] values = new float[300 * 2];
        for (int i = 0; i < 300; i++) {
            double angle = Math.PI / 4 * (i % 8);
            values[2 * i] = (float) (Math.cos(angle) + 1e-6 * random.nextNormal());
            values[2 * i + 1] = (float) (Math.sin(angle) + 1e-6 * random.nextNormal());
        }
        System.arraycopy(values, 0, values, 400, 100);
        Examples reference = new Examples(TensorShape.of(2), values, new int[300]);
        Examples queries = new Examples(TensorShape.of(2), Arrays.copyOfRange(values, 100, 500), new int[200]);
        assertSameAsAllPairs(queries, reference, "clusters");
    }

    /** 1 + 2⁻⁵² and 1: nearer than the rounding of a sum, but not as near. */
    @Test
    void theSmallestDifferencesDecide() {
        NearestExamples nearest = NearestExamples.search(points(0, 0), points(1, 0x1p-26f, 1, 0));
        assertThat(indices(nearest)).containsExactly(1);
        NearestExamples later = NearestExamples.search(points(0, 0), points(1, 0, 1, 0x1p-26f));
        assertThat(indices(later)).containsExactly(0);
    }

    /**
     * References lie on shells around the queries, in two clusters that are far apart. The error of
     * the products in single precision is about 1 and hides the differences of the distances, which
     * are below 0.01.
     */
    @Test
    void whatTheErrorOfTheProductsHidesIsMeasured() {
        for (long seed = 1; seed <= 5; seed++) {
            RandomStream random = new RandomStream(seed);
            int dimension = 50;
            float[] centres = new float[2 * dimension];
            for (int k = 0; k < centres.length; k++) {
                centres[k] = (float) ((k < dimension ? 300 : -300) + random.nextNormal());
            }
            float[] values = new float[300 * dimension];
            double[] direction = new double[dimension];
            for (int i = 0; i < 300; i++) {
                double square = 0;
                for (int k = 0; k < dimension; k++) {
                    direction[k] = random.nextNormal();
                    square += direction[k] * direction[k];
                }
                double radius = 1 + 0.003 * random.nextDouble();
                for (int k = 0; k < dimension; k++) {
                    values[i * dimension + k] =
                            (float) (centres[i % 2 * dimension + k] + radius * direction[k] / Math.sqrt(square));
                }
            }
            assertSameAsAllPairs(
                    new Examples(TensorShape.of(dimension), centres, new int[2]),
                    new Examples(TensorShape.of(dimension), values, new int[300]),
                    "seed " + seed);
        }
    }

    /** Products of components of 1e-23 underflow in single precision, those of 3e38 overflow. */
    @Test
    void valuesOfAnySizeAreCompared() {
        for (double unit : new double[] {1, 1e-23, 1e-30, 1e18, 1e37}) {
            RandomStream random = new RandomStream(9);
            assertSameAsAllPairs(
                    normal(random, 40, 12, 0, unit), normal(random, 80, 12, 0.1 * unit, unit), "in units of " + unit);
        }
        // Two heaps apart, so that products are large and of both signs.
        Examples reference = points(3e38f, 3e38f, -3e38f, 3e38f, 2e38f, -1e38f, -3e38f, -2.5e38f);
        NearestExamples nearest = NearestExamples.search(points(-2e38f, -3e38f, 1e38f, 3e38f), reference);
        assertThat(indices(nearest)).containsExactly(3, 0);
    }

    @Test
    void identicalReferencesAreFine() {
        float[] values = new float[2 * 50];
        Arrays.fill(values, 0.1f);
        Examples same = new Examples(TensorShape.of(2), values, new int[50]);
        NearestExamples nearest = NearestExamples.search(same, same);
        assertThat(indices(nearest)).containsOnly(0);
        assertThat(nearest.distance(49)).isZero();
    }

    @Test
    void hugeValuesThatOverflowTheProductAreStillCompared() {
        Examples reference = points(1e30f, 0, -1e30f, 0, 0, 3e30f);
        NearestExamples nearest = NearestExamples.search(points(9e29f, 0, -2e30f, 1e30f), reference);
        assertThat(indices(nearest)).containsExactly(0, 1);
    }

    /** With u = 2⁻²⁴ and d = 3: 1.01·(2γ‖a‖‖b‖ + 2u(‖a‖ + ‖b‖)²) + d·2⁻¹⁴⁰, γ = du/(1 − du). */
    @Test
    void theErrorOfAProductIsBoundedAsDerived() {
        double u = Math.pow(2, -24);
        double gamma = 3 * u / (1 - 3 * u);
        double bound = 1.01 * (2 * gamma * 0.5 * 4 + 2 * u * 4.5 * 4.5) + 3 * Math.pow(2, -140);
        assertThat(NearestExamples.error(0.5, 4, 3)).isCloseTo(bound, within(1e-12 * bound));
        assertThat(NearestExamples.error(0, 0, 7)).isEqualTo(7 * Math.pow(2, -140));
        // Of a quarter of a million coordinates γ is 1/63: the second order counts.
        double large = 0x1p18 * u / (1 - 0x1p18 * u);
        double ofMany = 1.01 * (2 * large * 2 * 4 + 2 * u * 36) + 0x1p18 * Math.pow(2, -140);
        assertThat(NearestExamples.error(2, 4, 1 << 18)).isCloseTo(ofMany, within(1e-12 * ofMany));
        // Squares and their sums in double precision: d + 2 roundings.
        assertThat(NearestExamples.directError(3, 7)).isCloseTo(35 * Math.pow(2, -52), within(1e-25));
    }

    @Test
    void theScaleIsAPowerOfTwoThatBringsTheLargestBelowOne() {
        assertThat(NearestExamples.scale(0)).isEqualTo(1);
        assertThat(NearestExamples.scale(1)).isEqualTo(0.5);
        assertThat(NearestExamples.scale(Math.nextDown(1.0))).isEqualTo(1);
        assertThat(NearestExamples.scale(0.5)).isEqualTo(1);
        assertThat(NearestExamples.scale(3)).isEqualTo(0.25);
        assertThat(NearestExamples.scale(0.1)).isEqualTo(8);
    }

    private static void assertSameAsAllPairs(Examples queries, Examples reference, String description) {
        int[][] blocks = {{512, 2048}, {7, 13}, {1, 1_000}, {1_000, 1}};
        for (int[] block : blocks) {
            NearestExamples nearest = NearestExamples.search(queries, reference, block[0], block[1]);
            for (int i = 0; i < queries.count(); i++) {
                int expected = 0;
                for (int j = 1; j < reference.count(); j++) {
                    if (squaredDistance(queries, i, reference, j) < squaredDistance(queries, i, reference, expected)) {
                        expected = j;
                    }
                }
                assertThat(nearest.index(i))
                        .as("%s, blocks %s: nearest to query %s", description, Arrays.toString(block), i)
                        .isEqualTo(expected);
                assertThat(nearest.distance(i)).isEqualTo(Math.sqrt(squaredDistance(queries, i, reference, expected)));
            }
        }
    }

    private static double squaredDistance(Examples some, int i, Examples others, int j) {
        int elements = some.shape().elements();
        double sum = 0;
        for (int k = 0; k < elements; k++) {
            double difference = (double) some.values()[i * elements + k] - others.values()[j * elements + k];
            sum += difference * difference;
        }
        return sum;
    }

    private static Examples normal(RandomStream random, int count, int dimension, double offset, double spread) {
        float[] values = new float[count * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + spread * random.nextNormal());
        }
        return new Examples(TensorShape.of(dimension), values, new int[count]);
    }

    private static Examples points(float... coordinates) {
        return new Examples(TensorShape.of(2), coordinates, new int[coordinates.length / 2]);
    }

    private static int[] indices(NearestExamples nearest) {
        int[] indices = new int[nearest.count()];
        Arrays.setAll(indices, nearest::index);
        return indices;
    }
}
