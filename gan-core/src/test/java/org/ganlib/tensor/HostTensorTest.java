package org.ganlib.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

final class HostViewTest {
    private final HostView view = new HostView();

    @Test
    void readsAndWritesEitherPrecision() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray array = Nd4j.arange(6).castTo(type).reshape(2, 3);
            view.write(new double[] {-1, 0.5}, array, 2);
            double[] read = new double[4];
            view.read(array, 1, read);
            assertThat(read).containsExactly(1, -1, 0.5, 4);
            assertThat(array.toDoubleMatrix()).isDeepEqualTo(new double[][] {{0, 1, -1}, {0.5, 4, 5}});
        }
    }

    @Test
    void copiesBetweenArraysOfEitherPrecision() {
        for (DataType from : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            for (DataType to : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
                INDArray source = Nd4j.arange(6).castTo(from).reshape(2, 3);
                INDArray target = Nd4j.zeros(to, 4);
                view.copy(source, 2, target, 1, 3);
                assertThat(target.toDoubleVector()).as("%s to %s", from, to).containsExactly(0, 2, 3, 4);
            }
        }
    }

    @Test
    void answersTheSameArrayWithTheSameBufferFromItsStart() {
        INDArray array = Nd4j.create(DataType.FLOAT, 2, 3);
        FloatBuffer first = view.floats(array);
        first.position(2).limit(4);
        FloatBuffer second = view.floats(array);
        assertThat(second).isSameAs(first);
        assertThat(second.position()).isZero();
        assertThat(second.remaining()).isEqualTo(6);
    }

    @Test
    void tellsMoreArraysApartThanItRemembers() {
        INDArray[] arrays = new INDArray[20];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = Nd4j.create(DataType.FLOAT, 1).assign(i);
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < arrays.length; i++) {
                assertThat(view.floats(arrays[i]).get(0)).isEqualTo(i);
            }
        }
    }

    @Test
    void firstRowsEndWhereTheyEnd() {
        INDArray array = Nd4j.arange(6).castTo(DataType.FLOAT).reshape(3, 2);
        INDArray rows = array.get(NDArrayIndex.interval(0, 2), NDArrayIndex.all());
        assertThat(view.floats(rows).capacity()).isEqualTo(4);
        view.floats(rows).put(3, -7f);
        assertThat(array.getFloat(1, 1)).isEqualTo(-7f);
    }

    @Test
    void refusesOtherTypesAndClosedArrays() {
        assertThatThrownBy(() -> view.floats(Nd4j.create(DataType.DOUBLE, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an array of FLOAT, was DOUBLE");
        assertThatThrownBy(() -> view.floats(Nd4j.create(DataType.INT32, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an array of FLOAT or DOUBLE, was INT");
        INDArray array = Nd4j.create(DataType.FLOAT, 1);
        view.floats(array);
        array.close();
        assertThatThrownBy(() -> view.floats(array))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the array was closed");
    }
}
