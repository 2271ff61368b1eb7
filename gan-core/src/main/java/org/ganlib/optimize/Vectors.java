package org.ganlib.optimize;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The vector operations of the update rules, in place. */
final class Vectors {
    private Vectors() {}

    /** y ← y + a·x. */
    static void addScaled(double a, INDArray x, INDArray y) {
        Nd4j.getBlasWrapper().level1().axpy(x.length(), a, x, y);
    }

    /** Zeros, [1, length]. */
    static INDArray zeros(DataType precision, long length) {
        return Nd4j.zeros(precision, 1, length);
    }

    /** The part of a [1, m] vector from {@code start} to before {@code end}, as a view. */
    static INDArray part(INDArray vector, long start, long end) {
        return vector.get(NDArrayIndex.all(), NDArrayIndex.interval(start, end));
    }
}
