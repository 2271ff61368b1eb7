package org.ganlib.network;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves numbers between arrays and plain Java memory. It remembers the buffers of the arrays it saw last, so a loop that keeps one and shows
 * it the same few arrays again and again allocates nothing. Arrays are row-major, of type FLOAT or DOUBLE, and start where their memory
 * starts: whole arrays and their first rows. Used by one thread.
 */
public final class HostView {
    private static final int REMEMBERED = 16;
    private static final int CHUNK = 1024;

    private final INDArray[] arrays = new INDArray[REMEMBERED];
    private final FloatBuffer[] floats = new FloatBuffer[REMEMBERED];
    private final DoubleBuffer[] doubles = new DoubleBuffer[REMEMBERED];
    private final float[] chunk = new float[CHUNK];
    private int oldest;

    /**
     * A float array's memory from 0 to its length, for reading and, with {@link HostArrays#written} afterwards, for writing. The same
     * buffer for the same array, from position 0 to its limit again each time.
     *
     * @throws IllegalArgumentException if the array is of another type
     */
    public FloatBuffer floats(INDArray array) {
        FloatBuffer buffer = floats[slotOf(array)];
        if (buffer == null) {
            throw new IllegalArgumentException("expected an array of FLOAT, was " + array.dataType());
        }
        return buffer.position(0).limit(buffer.capacity());
    }

    /** Copies {@code target.length} numbers, starting at element {@code from} of the array. */
    public void read(INDArray array, int from, double[] target) {
        int slot = slotOf(array);
        FloatBuffer source = floats[slot];
        if (source == null) {
            doubles[slot].get(from, target);
            return;
        }
        // By way of the heap: a loop over arrays becomes vector instructions, one over a buffer does not.
        for (int done = 0; done < target.length; done += CHUNK) {
            int count = Math.min(CHUNK, target.length - done);
            source.get(from + done, chunk, 0, count);
            for (int i = 0; i < count; i++) {
                target[done + i] = chunk[i];
            }
        }
    }

    /** Copies all of {@code source} to the array, starting at its element {@code from}. */
    public void write(double[] source, INDArray array, int from) {
        int slot = slotOf(array);
        FloatBuffer target = floats[slot];
        if (target == null) {
            doubles[slot].put(from, source);
        } else {
            for (int i = 0; i < source.length; i++) {
                target.put(from + i, (float) source[i]);
            }
        }
        HostArrays.written(array);
    }

    /** Copies {@code count} numbers of a float array, starting at its element {@code from}, to the front of {@code target}. */
    public void load(INDArray array, long from, float[] target, int count) {
        floats(array).get((int) from, target, 0, count);
    }

    /** The same for a double array. */
    public void load(INDArray array, long from, double[] target, int count) {
        doubles(array).get((int) from, target, 0, count);
    }

    /** Copies the first {@code count} numbers of {@code source} to a float array, starting at its element {@code from}. */
    public void store(float[] source, int count, INDArray array, long from) {
        floats(array).put((int) from, source, 0, count);
    }

    /** The same for a double array. */
    public void store(double[] source, int count, INDArray array, long from) {
        doubles(array).put((int) from, source, 0, count);
    }

    /**
     * Copies {@code count} numbers from one array to another, rounding them where the other is of lower precision.
     *
     * @param from the first element read
     * @param to the first element written
     */
    public void copy(INDArray source, long from, INDArray target, long to, long count) {
        int sourceSlot = slotOf(source);
        int targetSlot = slotOf(target);
        // Remembering the second may have forgotten the first.
        sourceSlot = arrays[sourceSlot] == source ? sourceSlot : slotOf(source);
        int start = (int) from;
        int place = (int) to;
        int length = (int) count;
        if (floats[sourceSlot] != null && floats[targetSlot] != null) {
            floats[targetSlot].clear().put(place, floats[sourceSlot].clear(), start, length);
        } else if (doubles[sourceSlot] != null && doubles[targetSlot] != null) {
            doubles[targetSlot].put(place, doubles[sourceSlot], start, length);
        } else if (doubles[sourceSlot] != null) {
            for (int i = 0; i < length; i++) {
                floats[targetSlot].put(place + i, (float) doubles[sourceSlot].get(start + i));
            }
        } else {
            for (int i = 0; i < length; i++) {
                doubles[targetSlot].put(place + i, floats[sourceSlot].get(start + i));
            }
        }
        HostArrays.written(target);
    }

    private DoubleBuffer doubles(INDArray array) {
        DoubleBuffer buffer = doubles[slotOf(array)];
        if (buffer == null) {
            throw new IllegalArgumentException("expected an array of DOUBLE, was " + array.dataType());
        }
        return buffer;
    }

    private int slotOf(INDArray array) {
        if (array.wasClosed()) {
            throw new IllegalStateException("the array was closed");
        }
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        for (int slot = 0; slot < REMEMBERED; slot++) {
            if (arrays[slot] == array) {
                return slot;
            }
        }
        return remember(array);
    }

    private int remember(INDArray array) {
        boolean isDouble = array.dataType() == DataType.DOUBLE;
        if (!isDouble && array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("expected an array of FLOAT or DOUBLE, was " + array.dataType());
        }
        int length = Math.toIntExact(array.length());
        int slot = oldest;
        floats[slot] = isDouble ? null : array.data().asNioFloat().slice(0, length);
        doubles[slot] = isDouble ? array.data().asNioDouble().slice(0, length) : null;
        arrays[slot] = array;
        oldest = (slot + 1) % REMEMBERED;
        return slot;
    }
}
