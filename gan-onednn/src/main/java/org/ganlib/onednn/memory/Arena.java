package org.ganlib.onednn.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Owns native memory and native objects, and frees them together. It is not thread-safe; networks
 * use their arenas on one thread.
 */
public final class Arena implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final Deque<Pointer> pointers = new ArrayDeque<>();
    private final Deque<INDArray> arrays = new ArrayDeque<>();

    /**
     * Allocates zeros, aligned to a cache line. Memory is never left uninitialised: it may happen
     * to hold denormal numbers, and arithmetic with denormal numbers is slow.
     */
    public FloatPointer floats(long count) {
        FloatPointer block = keep(new FloatPointer(count + ALIGNMENT / Float.BYTES));
        block.zero();
        long beyond = block.address() % ALIGNMENT;
        long skipped = beyond == 0 ? 0 : (ALIGNMENT - beyond) / Float.BYTES;
        return new FloatPointer(block.getPointer(skipped)).capacity(count).limit(count);
    }

    /**
     * Allocates a tensor of zeros that callers may see. It lies in memory of this arena, because
     * memory that ND4J allocates is not aligned to a cache line.
     */
    HostTensor tensor(TensorShape shape, int rows) {
        return HostTensor.over(array(shape.batch(rows)), shape);
    }

    /**
     * Allocates a flat vector of zeros that callers may see: a tensor whose rows are single
     * numbers.
     */
    public HostTensor vector(long length) {
        return HostTensor.over(array(1, length), TensorShape.of(1));
    }

    private INDArray array(long... shape) {
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        INDArray array = Nd4j.create(Nd4j.createBuffer(floats(count), count, DataType.FLOAT), shape);
        arrays.push(array);
        return array;
    }

    /** Takes ownership of a native object, which is freed with this arena. Returns the object. */
    public <P extends Pointer> P keep(P pointer) {
        pointers.push(pointer);
        return pointer;
    }

    /** Frees everything that this arena owns, newest first. */
    @Override
    public void close() {
        while (!arrays.isEmpty()) {
            arrays.pop().close();
        }
        while (!pointers.isEmpty()) {
            pointers.pop().deallocate();
        }
    }
}
