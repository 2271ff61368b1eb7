package org.ganlib.spi;

import java.nio.FloatBuffer;
import org.ganlib.network.HostArrays;
import org.ganlib.network.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A minibatch that is filled again and again: float features [N, …] in the data's value range, and one label per example. */
public final class Batch {
    private final INDArray features;
    private final int[] labels;

    /** An empty batch of {@code size} examples. */
    public Batch(int size, TensorShape shape) {
        features = Nd4j.create(DataType.FLOAT, shape.batch(size));
        labels = new int[size];
    }

    /** Number of examples. */
    public int size() {
        return labels.length;
    }

    /** The features, [N, …]. */
    public INDArray features() {
        return features;
    }

    /** The class of each example; −1 where there is none. */
    public int[] labels() {
        return labels;
    }

    /** The features as a buffer in row-major order, to be filled from 0 to its capacity; valid for one filling. */
    public FloatBuffer toFill() {
        FloatBuffer buffer = HostArrays.floats(features);
        HostArrays.written(features);
        return buffer;
    }
}
