package org.ganlib.tensor;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A tensor in the host's memory, over an ND4J array. This is the bridge between both: {@link #over}
 * makes a tensor of an array, {@link #arrayOf} an array of a tensor, and neither copies a
 * row-major array on the host. Allocates nothing when it is read or written, once it is warm.
 */
public final class HostTensor implements Tensor {
    private static final int CHUNK = 1024;

    private final INDArray array;
    private final TensorShape shape;
    private final int rows;
    private final long length;
    private final boolean owned;
    /** Null for a DOUBLE tensor. */
    private final FloatBuffer floats;
    /** Null for a FLOAT tensor. */
    private final DoubleBuffer doubles;
    /** A part of the numbers on their way between both precisions; null until one is needed. */
    private float[] chunk;

    private HostTensor(INDArray array, TensorShape shape, boolean owned) {
        this.array = array;
        this.shape = shape;
        this.owned = owned;
        length = array.length();
        rows = Math.toIntExact(array.length() / shape.elements());
        int count = Math.toIntExact(length);
        if (count == 0) {
            // An empty array of ND4J's has no buffer.
            floats = array.dataType() == DataType.DOUBLE ? null : FloatBuffer.allocate(0);
            doubles = array.dataType() == DataType.DOUBLE ? DoubleBuffer.allocate(0) : null;
            return;
        }
        // The buffer of a view begins at the first element of the whole array.
        int first = Math.toIntExact(array.offset());
        boolean isDouble = array.dataType() == DataType.DOUBLE;
        floats = isDouble ? null : array.data().asNioFloat().slice(first, count);
        doubles = isDouble ? array.data().asNioDouble().slice(first, count) : null;
    }

    /**
     * A tensor of zeros.
     *
     * @param precision FLOAT or DOUBLE
     * @param shape the shape of one row
     */
    public static HostTensor zeros(DataType precision, TensorShape shape, int rows) {
        return new HostTensor(Nd4j.create(precision, shape.batch(rows)), shape, true);
    }

    /**
     * A tensor over an array, [N, …], whose memory it shares where the array is row-major and
     * without gaps; of another array it holds a copy. The array stays its owner's to close.
     *
     * @throws IllegalArgumentException if the array is neither FLOAT nor DOUBLE, or does not hold
     *     vectors or images
     */
    public static HostTensor over(INDArray array) {
        long[] sizes = array.shape();
        int[] row = new int[Math.max(1, sizes.length - 1)];
        row[0] = 1;
        for (int i = 1; i < sizes.length; i++) {
            row[i - 1] = Math.toIntExact(sizes[i]);
        }
        return over(array, TensorShape.of(row));
    }

    /**
     * A tensor over an array whose rows are read in the given shape.
     *
     * @throws IllegalArgumentException if the array is neither FLOAT nor DOUBLE, or does not hold
     *     whole rows
     */
    public static HostTensor over(INDArray array, TensorShape shape) {
        if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE) {
            throw new IllegalArgumentException("expected an array of FLOAT or DOUBLE, was " + array.dataType());
        }
        if (array.length() % shape.elements() != 0) {
            throw new IllegalArgumentException(
                    "an array of shape " + Arrays.toString(array.shape()) + " does not hold rows of " + shape);
        }
        boolean shared = isRowMajor(array);
        return new HostTensor(shared ? array : array.dup('c'), shape, !shared);
    }

    /**
     * The numbers of any tensor as an array, [N, …]: that of a host tensor itself, otherwise a
     * copy.
     */
    public static INDArray arrayOf(Tensor tensor) {
        if (tensor instanceof HostTensor host) {
            return host.array();
        }
        return copyOf(tensor).array();
    }

    /** A copy of any tensor on the host, of the same precision; the caller closes it. */
    public static HostTensor copyOf(Tensor tensor) {
        HostTensor copy = zeros(tensor.precision(), tensor.shape(), tensor.rows());
        int count = Math.toIntExact(tensor.length());
        if (tensor instanceof HostTensor host) {
            copy.copyFrom(host, 0, 0, count);
        } else if (copy.doubles != null) {
            double[] numbers = new double[count];
            tensor.read(0, numbers, count);
            copy.write(numbers, count, 0);
        } else {
            float[] numbers = new float[count];
            tensor.read(0, numbers, count);
            copy.write(numbers, count, 0);
        }
        return copy;
    }

    /** The array that this tensor lies over: row-major, without gaps. */
    public INDArray array() {
        return array;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public TensorShape shape() {
        return shape;
    }

    @Override
    public DataType precision() {
        return doubles == null ? DataType.FLOAT : DataType.DOUBLE;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long from, float[] target, int count) {
        requireOpen();
        if (doubles == null) {
            floats.get((int) from, target, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[i] = (float) doubles.get((int) from + i);
        }
    }

    @Override
    public void read(long from, double[] target, int count) {
        requireOpen();
        if (doubles != null) {
            doubles.get((int) from, target, 0, count);
            return;
        }
        // The numbers are copied by way of the heap, because the compiler turns loops over arrays
        // into vector instructions, but not loops over buffers.
        float[] part = chunk();
        for (int done = 0; done < count; done += CHUNK) {
            int some = Math.min(CHUNK, count - done);
            floats.get((int) from + done, part, 0, some);
            for (int i = 0; i < some; i++) {
                target[done + i] = part[i];
            }
        }
    }

    @Override
    public void write(float[] source, int count, long to) {
        requireOpen();
        if (doubles == null) {
            floats.put((int) to, source, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            doubles.put((int) to + i, source[i]);
        }
    }

    @Override
    public void write(double[] source, int count, long to) {
        requireOpen();
        if (doubles != null) {
            doubles.put((int) to, source, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            floats.put((int) to + i, (float) source[i]);
        }
    }

    @Override
    public FloatBuffer toFill() {
        requireOpen();
        if (floats == null) {
            throw new IllegalStateException("only a tensor of FLOAT is filled, this one is of DOUBLE");
        }
        return floats.clear();
    }

    @Override
    public void filled() {
        // The written numbers are in the tensor's memory already.
    }

    @Override
    public HostTensor inRowsOf(TensorShape other) {
        Tensor.requireWholeRows(this, other);
        return new HostTensor(array, other, false);
    }

    @Override
    public HostTensor rows(int from, int count) {
        if (from < 0 || count < 0 || from + count > rows) {
            throw new IndexOutOfBoundsException(
                    "rows " + from + " to " + (from + count) + " of a tensor of " + rows + " rows");
        }
        INDArray some = array.reshape('c', rows, shape.elements())
                .get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all())
                .reshape('c', shape.batch(count));
        return new HostTensor(some, shape, false);
    }

    /**
     * Copies numbers from another host tensor.
     *
     * @param from the first element that is read
     * @param to the first element that is written
     */
    void copyFrom(HostTensor source, long from, long to, int count) {
        requireOpen();
        source.requireOpen();
        int first = (int) from;
        int place = (int) to;
        if (floats != null && source.floats != null) {
            floats.clear().put(place, source.floats.clear(), first, count);
        } else if (doubles != null && source.doubles != null) {
            doubles.put(place, source.doubles, first, count);
        } else if (floats != null) {
            for (int i = 0; i < count; i++) {
                floats.put(place + i, (float) source.doubles.get(first + i));
            }
        } else {
            for (int i = 0; i < count; i++) {
                doubles.put(place + i, source.floats.get(first + i));
            }
        }
    }

    private float[] chunk() {
        if (chunk == null) {
            chunk = new float[CHUNK];
        }
        return chunk;
    }

    private void requireOpen() {
        if (array.wasClosed()) {
            throw new IllegalStateException("the tensor was closed");
        }
    }

    private static boolean isRowMajor(INDArray array) {
        if (array.ordering() != 'c') {
            return false;
        }
        long expected = 1;
        for (int i = array.rank() - 1; i >= 0; i--) {
            if (array.size(i) != 1 && array.stride(i) != expected) {
                return false;
            }
            expected *= array.size(i);
        }
        return true;
    }

    @Override
    public void close() {
        if (owned && array.closeable()) {
            array.close();
        }
    }
}
