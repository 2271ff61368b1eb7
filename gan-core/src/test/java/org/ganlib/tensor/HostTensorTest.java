package org.ganlib.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

final class HostTensorTest {
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void readsAndWritesEitherPrecision(DataType precision) {
        INDArray array = Nd4j.arange(6).castTo(precision).reshape(2, 3);
        HostTensor tensor = HostTensor.over(array);
        tensor.write(new double[] {-1, 0.5, 9}, 2, 2);
        double[] doubles = new double[4];
        tensor.read(1, doubles, 4);
        assertThat(doubles).containsExactly(1, -1, 0.5, 4);
        tensor.write(new float[] {7, 8}, 1, 5);
        float[] floats = new float[3];
        tensor.read(3, floats, 3);
        assertThat(floats).containsExactly(0.5f, 4, 7);
        assertThat(tensor.at(5)).isEqualTo(7);
        assertThat(array.toDoubleMatrix()).as("the array itself").isDeepEqualTo(new double[][] {{0, 1, -1}, {0.5, 4, 7}
        });
    }

    @Test
    void readsMoreThanItCarriesAtOnce() {
        int length = 5000;
        HostTensor tensor =
                HostTensor.over(Nd4j.arange(length).castTo(DataType.FLOAT).reshape(1, length));
        double[] numbers = new double[4000];
        tensor.read(1000, numbers, 4000);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(numbers[i]).as("element %d", i).isEqualTo(1000 + i);
        }
    }

    @Test
    void hasTheShapeOfTheArraysRows() {
        HostTensor images = HostTensor.over(Nd4j.create(DataType.FLOAT, 5, 3, 8, 4));
        assertThat(images.rows()).isEqualTo(5);
        assertThat(images.shape()).isEqualTo(TensorShape.of(3, 8, 4));
        assertThat(images.length()).isEqualTo(480);
        assertThat(HostTensor.over(Nd4j.create(DataType.DOUBLE, 7)).shape()).isEqualTo(TensorShape.of(1));
    }

    @Test
    void sharesMemoryWithRowMajorArraysAndCopiesOthers() {
        INDArray array = Nd4j.arange(6).castTo(DataType.FLOAT).reshape(2, 3);
        assertThat(HostTensor.over(array).array()).isSameAs(array);
        HostTensor transposed = HostTensor.over(array.transpose());
        assertThat(transposed.at(1)).as("row-major order of the transpose").isEqualTo(3);
        transposed.write(new float[] {-1}, 1, 0);
        assertThat(array.getFloat(0, 0)).as("the array under the copy").isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void rowsShareTheMemoryOfTheWhole(DataType precision) {
        HostTensor whole =
                HostTensor.over(Nd4j.arange(12).castTo(precision).reshape(4, 3, 1, 1), TensorShape.of(3, 1, 1));
        HostTensor rows = whole.rows(1, 2);
        assertThat(rows.shape()).isEqualTo(whole.shape());
        assertThat(rows.rows()).isEqualTo(2);
        double[] numbers = new double[6];
        rows.read(numbers);
        assertThat(numbers).containsExactly(3, 4, 5, 6, 7, 8);
        rows.write(new double[] {-7}, 1, 5);
        assertThat(whole.at(8)).isEqualTo(-7);
        assertThat(HostTensor.over(rows.array()).at(5))
                .as("read through the array")
                .isEqualTo(-7);
        rows.close();
        assertThat(whole.at(3)).isEqualTo(3);
        assertThatThrownBy(() -> whole.rows(3, 2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("rows 3 to 5 of a tensor of 4 rows");
    }

    @Test
    void isFilledThroughOneBufferThatBeginsAtItsStart() {
        HostTensor tensor = HostTensor.zeros(DataType.FLOAT, TensorShape.of(3), 2);
        FloatBuffer first = tensor.toFill();
        first.position(2).limit(4);
        FloatBuffer second = tensor.toFill();
        assertThat(second).isSameAs(first);
        assertThat(second.position()).isZero();
        assertThat(second.remaining()).isEqualTo(6);
        second.put(4, 2.5f);
        tensor.filled();
        assertThat(tensor.at(4)).isEqualTo(2.5);
        assertThatThrownBy(() ->
                        HostTensor.zeros(DataType.DOUBLE, TensorShape.of(1), 1).toFill())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesOtherTypesShapesThatDoNotFitAndClosedArrays() {
        assertThatThrownBy(() -> HostTensor.over(Nd4j.create(DataType.INT32, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an array of FLOAT or DOUBLE, was INT");
        assertThatThrownBy(() -> HostTensor.over(Nd4j.create(DataType.FLOAT, 2, 3), TensorShape.of(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an array of shape [2, 3] does not hold rows of 4");
        INDArray array = Nd4j.create(DataType.FLOAT, 1);
        HostTensor tensor = HostTensor.over(array);
        array.close();
        assertThatThrownBy(tensor::toFill).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tensor.at(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the tensor was closed");
    }

    @Test
    void closesItsOwnMemoryAndNoOther() {
        INDArray array = Nd4j.create(DataType.FLOAT, 2, 3);
        HostTensor.over(array).close();
        assertThat(array.wasClosed()).isFalse();
        HostTensor own = HostTensor.zeros(DataType.FLOAT, TensorShape.of(3), 2);
        own.close();
        own.close();
        assertThat(own.array().wasClosed()).isTrue();
    }

    @Test
    void viewsOfWholeArraysEndWhereTheyEnd() {
        INDArray array = Nd4j.arange(6).castTo(DataType.FLOAT).reshape(3, 2);
        HostTensor rows = HostTensor.over(array.get(NDArrayIndex.interval(0, 2), NDArrayIndex.all()));
        assertThat(rows.toFill().capacity()).isEqualTo(4);
        rows.write(new float[] {-7}, 1, 3);
        assertThat(array.getFloat(1, 1)).isEqualTo(-7f);
    }
}
