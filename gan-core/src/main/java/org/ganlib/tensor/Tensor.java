package org.ganlib.tensor;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A batch of numbers in an engine's memory, which may be the host's or a device's: one row per
 * example, each of the same shape. Every method counts elements in row-major order; the engine may
 * keep them in another. Used by one thread.
 *
 * <p>Every method that reads or writes numbers is a transfer where the tensor lies on a device, so
 * a training step reads scores and writes examples, latents, labels and the scores' gradients, and
 * leaves everything else where it is.
 */
public interface Tensor extends AutoCloseable {
    /** The number of examples. */
    int rows();

    /** The shape of one example. */
    TensorShape shape();

    /** The precision of its numbers, FLOAT or DOUBLE. */
    DataType precision();

    /** The number of numbers. */
    default long length() {
        return (long) rows() * shape().elements();
    }

    /**
     * Copies numbers to the front of an array. Numbers of a DOUBLE tensor are rounded.
     *
     * @param from the first element that is read
     * @param count the number of elements to read
     */
    void read(long from, float[] target, int count);

    /** Copies numbers to the front of an array, exactly. */
    void read(long from, double[] target, int count);

    /** Copies as many numbers as an array holds, from the first on. */
    default void read(double[] target) {
        read(0, target, target.length);
    }

    /** One of its numbers. */
    default double at(long element) {
        double[] number = new double[1];
        read(element, number, 1);
        return number[0];
    }

    /**
     * Overwrites numbers with those at the front of an array.
     *
     * @param to the first element that is written
     * @param count the number of elements to write
     */
    void write(float[] source, int count, long to);

    /** Overwrites numbers with those at the front of an array. A FLOAT tensor gets them rounded. */
    void write(double[] source, int count, long to);

    /** Overwrites the first numbers with all those of an array. */
    default void write(double[] source) {
        write(source, source.length, 0);
    }

    /**
     * Host memory for all the numbers of a FLOAT tensor, in row-major order, to be written to from
     * its first element to its capacity. What was written reaches the tensor with {@link #filled}
     * at the latest. A tensor on the host gives its own memory, so that nothing is copied. The same
     * buffer each time, from position 0 again.
     *
     * @throws IllegalStateException if the tensor is of another precision
     */
    FloatBuffer toFill();

    /** Carries to the tensor what was written to the buffer of {@link #toFill}, in one transfer. */
    void filled();

    /**
     * Some of the rows, as a tensor over the same memory, which lives as long as this one.
     *
     * @param from the first of the rows
     * @throws IndexOutOfBoundsException if there are not as many rows
     */
    Tensor rows(int from, int count);

    /**
     * All the numbers, in their order, as rows of another shape, in a tensor over the same memory,
     * which lives as long as this one.
     *
     * @throws IllegalArgumentException if the numbers do not make whole rows of that shape
     */
    Tensor inRowsOf(TensorShape other);

    /**
     * Requires the numbers of a tensor to make whole rows, for implementations of {@link #inRowsOf}.
     *
     * @throws IllegalArgumentException if they do not
     */
    static void requireWholeRows(Tensor tensor, TensorShape other) {
        if (tensor.length() % other.elements() != 0) {
            throw new IllegalArgumentException(
                    "a tensor of " + tensor.length() + " numbers does not hold rows of " + other);
        }
    }

    /** Frees the memory, unless it belongs to another tensor or to a pass. */
    @Override
    void close();
}
