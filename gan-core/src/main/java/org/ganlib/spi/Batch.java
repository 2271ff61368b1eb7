package org.ganlib.spi;

import java.nio.FloatBuffer;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A minibatch that is filled again and again: float features in the data's value range, and one
 * label per example.
 */
public final class Batch {
    private final Tensor features;
    private final int[] labels;

    /** A batch of {@code size} examples in the host's memory. */
    public Batch(int size, TensorShape shape) {
        this(HostTensor.zeros(DataType.FLOAT, shape, size));
    }

    /**
     * A batch in the caller's memory.
     *
     * @param features a FLOAT tensor with a row per example
     */
    public Batch(Tensor features) {
        this.features = features;
        labels = new int[features.rows()];
    }

    /** Number of examples. */
    public int size() {
        return labels.length;
    }

    /** The features, a row per example. */
    public Tensor features() {
        return features;
    }

    /** The class of each example; −1 where there is none. */
    public int[] labels() {
        return labels;
    }

    /**
     * The features as a buffer in row-major order, to be filled from 0 to its capacity; valid for
     * one filling. A {@link BatchStream} writes here.
     */
    public FloatBuffer toFill() {
        return features.toFill();
    }

    /**
     * Copies the filled buffer to the features. It is called after {@link BatchStream#next}, by the
     * same caller.
     */
    public void filled() {
        features.filled();
    }
}
