package org.ganlib.spi;

import java.nio.FloatBuffer;
import org.ganlib.network.HostArrays;
import org.ganlib.network.HostView;
import org.ganlib.network.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A minibatch that is filled again and again: float features [N, …] in the data's value range, and one label per example. */
public final class Batch {
    private final INDArray features;
    private final HostView view = new HostView();
    private final int[] labels;

    /** An empty batch of {@code size} examples in memory of its own. */
    public Batch(int size, TensorShape shape) {
        this(Nd4j.create(DataType.FLOAT, shape.batch(size)));
    }

    /**
     * A batch in memory of the caller's.
     *
     * @param features float, [N, …], row-major: a whole array, or the first rows of one
     */
    public Batch(INDArray features) {
        this.features = features;
        labels = new int[Math.toIntExact(features.size(0))];
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
        FloatBuffer buffer = view.floats(features);
        HostArrays.written(features);
        return buffer;
    }
}
