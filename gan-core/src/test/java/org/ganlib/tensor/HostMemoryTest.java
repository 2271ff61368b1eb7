package org.ganlib.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
