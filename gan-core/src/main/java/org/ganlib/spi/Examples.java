package org.ganlib.spi;

import java.util.Arrays;
import org.ganlib.network.HostArrays;
import org.ganlib.network.TensorShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A number of examples in plain memory, row-major, and their labels (−1 where there is none). */
public final class Examples {
    private final TensorShape shape;
    private final float[] values;
    private final int[] labels;

    /**
     * Takes the arrays over without copying.
     *
     * @throws IllegalArgumentException unless there are {@code shape.elements()} values per label
     */
    public Examples(TensorShape shape, float[] values, int[] labels) {
        if ((long) shape.elements() * labels.length != values.length) {
            throw new IllegalArgumentException(labels.length + " examples of " + shape + " need "
                    + (long) shape.elements() * labels.length + " values, were " + values.length);
        }
        this.shape = shape;
        this.values = values;
        this.labels = labels;
    }

    /** A copy of a row-major float array [N, …] without labels. */
    public static Examples copyOf(INDArray array, TensorShape shape) {
        float[] values = new float[Math.toIntExact(array.length())];
        HostArrays.floats(array).get(values);
        int[] labels = new int[Math.toIntExact(array.size(0))];
        Arrays.fill(labels, -1);
        return new Examples(shape, values, labels);
    }

    /** Number of examples. */
    public int count() {
        return labels.length;
    }

    /** The shape of one. */
    public TensorShape shape() {
        return shape;
    }

    /** All values; example i occupies {@code [i·elements, (i+1)·elements)}. Not to be changed. */
    public float[] values() {
        return values;
    }

    /** The class of each example, −1 where there is none. Not to be changed. */
    public int[] labels() {
        return labels;
    }
}
