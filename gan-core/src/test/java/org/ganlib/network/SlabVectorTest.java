package org.ganlib.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.tensor.HostTensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class SlabVectorTest {
    private static final int LENGTH = 2 * ParameterSlabs.LENGTH + 5;

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void numbersComeBackFromWhereverTheyWerePut(DataType precision) {
        INDArray source = Nd4j.arange(LENGTH + 3).castTo(precision).reshape(1, LENGTH + 3);
        INDArray target = Nd4j.zeros(precision, 1, LENGTH + 3);
        SlabVector vector = new SlabVector(precision, LENGTH);

        vector.copyFrom(HostTensor.over(source), 3);
        vector.copyTo(HostTensor.over(target), 1);

        double[] copied = target.toDoubleVector();
        for (int i = 0; i < copied.length; i++) {
            assertThat(copied[i]).as("element %d", i).isEqualTo(i < 1 || i > LENGTH ? 0 : i + 2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void aPassGivesEachElementOnceWithItsIndex(DataType precision) {
        INDArray vector = Nd4j.zeros(precision, 1, LENGTH);

        new ParameterSlabs().apply(new AddIndex(), HostTensor.over(vector));

        double[] values = vector.toDoubleVector();
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("element %d", i).isEqualTo(i);
        }
    }

    private record AddIndex() implements ParameterRule {
        @Override
        public void apply(float[] slab, int count, long first) {
            for (int i = 0; i < count; i++) {
                slab[i] += first + i;
            }
        }

        @Override
        public void apply(double[] slab, int count, long first) {
            for (int i = 0; i < count; i++) {
                slab[i] += first + i;
            }
        }
    }
}
