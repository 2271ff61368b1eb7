package org.ganlib.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

final class HostMemoryTest {
    private final TensorMemory memory = new HostMemory();

    @ParameterizedTest
    @CsvSource({"FLOAT, FLOAT", "FLOAT, DOUBLE", "DOUBLE, FLOAT", "DOUBLE, DOUBLE"})
    void copiesRowsBetweenEitherPrecision(DataType from, DataType to) {
        Tensor source = tensor(from, 2, 0, 1, 2, 3, 4, 5);
        Tensor target = memory.allocate(to, TensorShape.of(2), 4);
        memory.copyRows(source, 1, target, 2, 2);
        assertThat(numbers(target)).containsExactly(0, 0, 0, 0, 2, 3, 4, 5);
        Tensor whole = memory.allocate(to, TensorShape.of(2), 3);
        memory.copy(source, whole);
        assertThat(numbers(whole)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void adds() {
        Tensor target = tensor(DataType.FLOAT, 1, 1, 2, 3);
        memory.add(tensor(DataType.DOUBLE, 1, 0.5, -2, 4), target);
        assertThat(numbers(target)).containsExactly(1.5, 0, 7);
    }

    @Test
    void scalesAndSumsSquaresOfMoreThanOneChunk() {
        for (DataType precision : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            double[] numbers = new double[5000];
            Arrays.setAll(numbers, i -> i % 7 - 3);
            Tensor tensor = tensor(precision, 5, numbers);
            double squares = Arrays.stream(numbers).map(x -> x * x).sum();
            assertThat(memory.squaredNorm(tensor)).as("%s", precision).isEqualTo(squares);
            memory.scale(-0.5, tensor);
            assertThat(memory.squaredNorm(tensor)).as("%s", precision).isEqualTo(squares / 4);
            assertThat(tensor.at(4999)).isEqualTo(-0.5 * numbers[4999]);
        }
    }

    @Test
    void noiseIsThatOfTheStreamInTheOrderOfTheElements() {
        Tensor source = tensor(DataType.DOUBLE, 2, 10, 20, 30, 40);
        Tensor target = memory.allocate(DataType.DOUBLE, TensorShape.of(2), 2);
        memory.addNoise(source, 0.5, new RandomStream(4), target);
        RandomStream same = new RandomStream(4);
        assertThat(numbers(target))
                .containsExactly(
                        10 + 0.5 * same.nextNormal(),
                        20 + 0.5 * same.nextNormal(),
                        30 + 0.5 * same.nextNormal(),
                        40 + 0.5 * same.nextNormal());
        assertThat(numbers(source)).as("the source").containsExactly(10, 20, 30, 40);
    }

    @Test
    void rowsAreMixedMeasuredAndScaledByNumbersOfTheirOwn() {
        Tensor one = tensor(DataType.DOUBLE, 2, 1, 2, 3, 4);
        Tensor other = tensor(DataType.DOUBLE, 2, 5, 6, 7, 8);
        Tensor target = memory.allocate(DataType.DOUBLE, TensorShape.of(2), 2);
        memory.interpolate(one, other, new double[] {0.25, 1}, target);
        assertThat(numbers(target)).containsExactly(4, 5, 3, 4);
        double[] sums = {100, 0};
        memory.addSquaredRowNorms(target, sums);
        assertThat(sums).containsExactly(100 + 16 + 25, 9 + 16);
        memory.scaleRows(one, new double[] {-1, 0.5}, target);
        assertThat(numbers(target)).containsExactly(-1, -2, 1.5, 2);
        memory.scaleRows(target, new double[] {3, 2}, target);
        assertThat(numbers(target)).containsExactly(-3, -6, 3, 4);
        assertThatThrownBy(() -> memory.addSquaredRowNorms(one, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 numbers for 2 rows");
    }

    @Test
    void distanceIsAMeanOverAllNumbersAndHasTheGradientOfIt() {
        Tensor output = tensor(DataType.DOUBLE, 2, 1, 5, -2, 0);
        Tensor target = tensor(DataType.DOUBLE, 2, 3, 5, 2, -1);
        Tensor gradient = memory.allocate(DataType.DOUBLE, TensorShape.of(2), 2);
        // Differences −2, 0, −4, 1: absolute values sum to 7, squares to 21.
        assertThat(memory.distance(Norm.L1, 2, output, target, gradient)).isCloseTo(2 * 7 / 4.0, within(1e-15));
        assertThat(numbers(gradient)).containsExactly(-0.5, 0, -0.5, 0.5);
        assertThat(memory.distance(Norm.L2, 2, output, target, gradient)).isCloseTo(2 * 21 / 4.0, within(1e-15));
        assertThat(numbers(gradient)).containsExactly(-2, 0, -4, 1);
    }

    /** The singular values of (3 0; 4 5) are √45 and √5, with u = (1, 3)/√10 and v = (1, 1)/√2. */
    @ParameterizedTest
    @CsvSource({"FLOAT, 1e-6", "DOUBLE, 1e-12"})
    void powerIterationFindsTheLargestSingularValue(DataType precision, double tolerance) {
        Tensor matrix = tensor(precision, 1, 3, 0, 4, 5);
        Tensor u = tensor(precision, 1, 1, 0);
        Tensor v = tensor(precision, 1, 0, 0);
        Tensor sigma = tensor(precision, 1, 0);
        memory.iteratePower(matrix, new MatrixLayout(1, 2, 2), 30, u, v, sigma);
        assertThat(sigma.at(0)).isCloseTo(Math.sqrt(45), within(tolerance));
        assertThat(u.at(0)).isCloseTo(1 / Math.sqrt(10), within(tolerance));
        assertThat(u.at(1)).isCloseTo(3 / Math.sqrt(10), within(tolerance));
        assertThat(v.at(0)).isCloseTo(Math.sqrt(.5), within(tolerance));
        assertThat(v.at(1)).isCloseTo(Math.sqrt(.5), within(tolerance));
    }

    /** The matrix Q₁ D Q₂ of reflections Q and a diagonal D has the diagonal's singular values. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.999, 0.5})
    void theNormIsExactWhereSingularValuesLieClose(double second) {
        int rows = 60;
        int columns = 90;
        HostMemory host = new HostMemory();
        RandomStream random = new RandomStream(3);
        double[] left = normal(random, rows);
        double[] right = normal(random, columns);
        double[] entries = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            entries[i * columns + i] = i == 0 ? 3 : 3 * second * Math.pow(0.99, i - 1);
        }
        for (int c = 0; c < columns; c++) {
            reflect(left, entries, c, columns);
        }
        for (int r = 0; r < rows; r++) {
            reflect(right, entries, r * columns, 1);
        }
        Tensor matrix = tensor(DataType.DOUBLE, 1, entries);
        assertThat(host.spectralNorm(matrix, new MatrixLayout(1, rows, columns)))
                .isCloseTo(3, within(3e-9));
        Tensor zeros = tensor(DataType.DOUBLE, 1, new double[rows * columns]);
        assertThat(host.spectralNorm(zeros, new MatrixLayout(1, rows, columns))).isZero();
        matrix.write(new double[] {Double.NaN});
        assertThat(host.spectralNorm(matrix, new MatrixLayout(1, rows, columns)))
                .isNaN();
    }

    /** Reflects the vector that begins at an entry and goes on in steps, in the plane normal to w. */
    private static void reflect(double[] w, double[] entries, int first, int step) {
        double product = 0;
        double square = 0;
        for (int i = 0; i < w.length; i++) {
            product += w[i] * entries[first + i * step];
            square += w[i] * w[i];
        }
        for (int i = 0; i < w.length; i++) {
            entries[first + i * step] -= 2 * product / square * w[i];
        }
    }

    @Test
    void aMatrixOfZerosHasTheNormZero() {
        Tensor u = tensor(DataType.DOUBLE, 1, 1, 0);
        Tensor v = tensor(DataType.DOUBLE, 1, 0, 0);
        Tensor sigma = tensor(DataType.DOUBLE, 1, 7);
        memory.iteratePower(tensor(DataType.DOUBLE, 1, 0, 0, 0, 0), new MatrixLayout(1, 2, 2), 3, u, v, sigma);
        assertThat(sigma.at(0)).isZero();
        assertThat(numbers(u)).containsExactly(0, 0);
    }

    /** The blocks of a matrix lie one behind the other; as columns they lie side by side. */
    @Test
    void blocksAreSideBySide() {
        int blocks = 40;
        int rows = 3;
        int columns = 25;
        RandomStream random = new RandomStream(2);
        double[] inBlocks = new double[blocks * rows * columns];
        double[] inRows = new double[inBlocks.length];
        for (int b = 0; b < blocks; b++) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    double entry = random.nextNormal();
                    inBlocks[(b * rows + r) * columns + c] = entry;
                    inRows[r * blocks * columns + b * columns + c] = entry;
                }
            }
        }
        double[][] results = new double[2][];
        for (int i = 0; i < 2; i++) {
            Tensor u = tensor(DataType.DOUBLE, 1, 1, 2, 3);
            Tensor v = memory.allocate(DataType.DOUBLE, TensorShape.of(1), blocks * columns);
            Tensor sigma = tensor(DataType.DOUBLE, 1, 0);
            Tensor matrix = tensor(DataType.DOUBLE, 1, i == 0 ? inBlocks : inRows);
            MatrixLayout layout =
                    i == 0 ? new MatrixLayout(blocks, rows, columns) : new MatrixLayout(1, rows, blocks * columns);
            memory.iteratePower(matrix, layout, 2, u, v, sigma);
            results[i] = numbers(v);
            assertThat(memory.squaredNorm(v)).isCloseTo(1, within(1e-12));
            assertThat(sigma.at(0)).isBetween(25., 50.);
        }
        for (int i = 0; i < results[0].length; i++) {
            assertThat(results[0][i]).as("v %d", i).isCloseTo(results[1][i], within(1e-13));
        }
    }

    /** The loss is L = Σ cᵢ (V/σ)ᵢ with σ = uᵀV v for constant u and v. */
    @Test
    void theGradientBeforeNormalisationIsThatOfTheQuotient() {
        MatrixLayout layout = new MatrixLayout(2, 3, 2);
        RandomStream random = new RandomStream(5);
        double[] matrix = normal(random, 12);
        double[] slopes = normal(random, 12);
        double[] left = normal(random, 3);
        double[] right = normal(random, 4);
        if (bilinear(layout, matrix, left, right) < 0) {
            Arrays.setAll(left, i -> -left[i]);
        }
        double norm = bilinear(layout, matrix, left, right);
        Tensor normalised = tensor(DataType.DOUBLE, 1, matrix);
        Tensor sigma = tensor(DataType.DOUBLE, 1, norm);
        memory.divide(sigma, 1e-12, normalised);
        Tensor gradient = tensor(DataType.DOUBLE, 1, slopes);
        memory.gradientBeforeNormalisation(
                gradient,
                normalised,
                layout,
                tensor(DataType.DOUBLE, 1, left),
                tensor(DataType.DOUBLE, 1, right),
                sigma);
        for (int i = 0; i < matrix.length; i++) {
            double[] above = matrix.clone();
            double[] below = matrix.clone();
            above[i] += 1e-6;
            below[i] -= 1e-6;
            double slope = (loss(layout, above, slopes, left, right) - loss(layout, below, slopes, left, right)) / 2e-6;
            assertThat(gradient.at(i)).as("entry %d", i).isCloseTo(slope, within(1e-8));
        }
        memory.scale(sigma, normalised);
        for (int i = 0; i < matrix.length; i++) {
            assertThat(normalised.at(i)).isCloseTo(matrix[i], within(1e-15));
        }
    }

    private static double loss(MatrixLayout layout, double[] matrix, double[] slopes, double[] left, double[] right) {
        double norm = bilinear(layout, matrix, left, right);
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += slopes[i] * matrix[i] / norm;
        }
        return sum;
    }

    private static double bilinear(MatrixLayout layout, double[] matrix, double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += left[layout.row(i)] * matrix[i] * right[layout.column(i)];
        }
        return sum;
    }

    @Test
    void aDivisorIsBoundedBelowAndNaNSpreads() {
        Tensor target = tensor(DataType.FLOAT, 1, 2, 4);
        memory.divide(tensor(DataType.FLOAT, 1, 0.5), 2, target);
        assertThat(numbers(target)).containsExactly(1, 2);
        memory.divide(tensor(DataType.FLOAT, 1, Double.NaN), 2, target);
        assertThat(numbers(target)).containsOnly(Double.NaN);
        assertThatThrownBy(() -> memory.iteratePower(
                        target, new MatrixLayout(1, 2, 2), 1, target, target, tensor(DataType.FLOAT, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a matrix of 2 entries, with vectors of 2 and 2 numbers");
    }

    @Test
    void refusesTensorsThatDoNotFit() {
        Tensor two = tensor(DataType.FLOAT, 2, 1, 2);
        Tensor four = tensor(DataType.FLOAT, 2, 1, 2, 3, 4);
        assertThatThrownBy(() -> memory.copy(two, four))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensors of 2 and of 4 numbers");
        assertThatThrownBy(() -> memory.copyRows(four, 1, two, 0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> memory.copyRows(four, 0, tensor(DataType.FLOAT, 1, 0, 0), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows of 2 and of 1");
    }

    private static double[] normal(RandomStream random, int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> random.nextNormal());
        return numbers;
    }

    private Tensor tensor(DataType precision, int elements, double... numbers) {
        Tensor tensor = memory.allocate(precision, TensorShape.of(elements), numbers.length / elements);
        tensor.write(numbers);
        return tensor;
    }

    private static double[] numbers(Tensor tensor) {
        double[] numbers = new double[(int) tensor.length()];
        tensor.read(numbers);
        return numbers;
    }
}
