package org.ganlib.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Memory with a format. */
final class Tensor {
    private final Arena arena;
    private final memory.desc format;
    private final memory handle;
    private final INDArray array;
    private final List<Tensor> aliases = new ArrayList<>();
    private FloatPointer data;
    private FloatBuffer buffer;
    private INDArray bound;
    private long boundAddress;

    private Tensor(Arena arena, memory.desc format, FloatPointer data, INDArray array) {
        this.arena = arena;
        this.format = format;
        this.data = data;
        this.array = array;
        handle = arena.keep(new memory(format, OneDnn.PROCESSOR, data));
    }

    static Tensor allocate(Arena arena, memory.desc format) {
        return new Tensor(arena, format, arena.floats(floatsOf(format)), null);
    }

    /** Of a row-major format, over an array that callers see. */
    static Tensor visible(Arena arena, memory.desc format, long... shape) {
        INDArray array = arena.array(shape);
        return new Tensor(arena, format, pointerTo(array), array);
    }

    static Tensor at(Arena arena, memory.desc format, FloatPointer data) {
        return new Tensor(arena, format, data, null);
    }

    /** The same memory, read in another format; moves when this moves. */
    Tensor as(memory.desc other) {
        Tensor alias = new Tensor(arena, other, data, array);
        aliases.add(alias);
        return alias;
    }

    /** Part of the same memory from that float on; stays there when this moves. */
    Tensor part(memory.desc other, long offset) {
        return at(arena, other, data.getPointer(offset));
    }

    /** The memory from that float on; not where this moves to. */
    FloatPointer pointer(long offset) {
        return data.getPointer(offset);
    }

    /** Where the memory is now. */
    FloatPointer data() {
        return data;
    }

    memory.desc format() {
        return format;
    }

    memory memory() {
        return handle;
    }

    boolean isOf(memory.desc other) {
        return format.equals(other);
    }

    /** The array over this memory, or null where none was made. */
    INDArray array() {
        return array;
    }

    /** All of the memory, in its own order; valid until it moves. */
    FloatBuffer buffer() {
        if (buffer == null) {
            buffer = new FloatPointer(data).capacity(floatsOf(format)).asBuffer();
        }
        return buffer;
    }

    /** Reads the memory of a contiguous row-major float array from now on. Does nothing where it already does. */
    void bind(INDArray source) {
        long address = source.data().address() + Float.BYTES * source.data().offset();
        if (source == bound && address == boundAddress) {
            return;
        }
        bound = source;
        boundAddress = address;
        moveTo(pointerTo(source));
    }

    /** Lies at another address from now on. */
    void moveTo(FloatPointer address) {
        data = address;
        buffer = null;
        handle.set_data_handle(address);
        for (int i = 0; i < aliases.size(); i++) {
            aliases.get(i).moveTo(address);
        }
    }

    static FloatPointer pointerTo(INDArray array) {
        return new FloatPointer(array.data().addressPointer());
    }

    private static long floatsOf(memory.desc format) {
        return format.get_size() / Float.BYTES;
    }
}
