package org.ganlib.onednn.memory;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataBuffer;

/** Memory with a format. */
public final class FormattedMemory {
    private static final int CHUNK = 2048;

    private final Arena arena;
    private final memory.desc format;
    private final memory handle;
    private final HostTensor tensor;
    private final boolean moves;
    private final List<FormattedMemory> aliases = new ArrayList<>();
    private FloatPointer data;
    private FloatBuffer buffer;
    private HostTensor bound;
    private long boundAddress;
    private float[] chunk;

    private FormattedMemory(Arena arena, memory.desc format, FloatPointer data, HostTensor tensor, boolean moves) {
        this.arena = arena;
        this.format = format;
        this.data = data;
        this.tensor = tensor;
        this.moves = moves;
        handle = arena.keep(new memory(format, OneDnn.PROCESSOR, data));
    }

    public static FormattedMemory allocate(Arena arena, memory.desc format) {
        return new FormattedMemory(arena, format, arena.floats(floatsOf(format)), null, false);
    }

    /** Memory that is to be bound to tensors of callers, and until then holds zeros. */
    public static FormattedMemory bindable(Arena arena, memory.desc format) {
        return new FormattedMemory(arena, format, arena.floats(floatsOf(format)), null, true);
    }

    /**
     * Memory in a row-major format that callers see as a tensor.
     *
     * @param shape the shape in which callers see a row
     */
    public static FormattedMemory visible(Arena arena, memory.desc format, TensorShape shape, int rows) {
        HostTensor tensor = arena.tensor(shape, rows);
        return new FormattedMemory(arena, format, pointerTo(tensor), tensor, false);
    }

    public static FormattedMemory at(Arena arena, memory.desc format, FloatPointer data) {
        return new FormattedMemory(arena, format, data, null, false);
    }

    /** The same memory, read in another format; moves when this moves. */
    public FormattedMemory as(memory.desc other) {
        FormattedMemory alias = new FormattedMemory(arena, other, data, tensor, moves);
        aliases.add(alias);
        return alias;
    }

    /** Part of the same memory from that float on; stays there when this moves. */
    public FormattedMemory part(memory.desc other, long offset) {
        return at(arena, other, data.getPointer(offset));
    }

    /** The memory from that float on; not where this moves to. */
    public FloatPointer pointer(long offset) {
        return data.getPointer(offset);
    }

    /** Where the memory is now. */
    public FloatPointer data() {
        return data;
    }

    public memory.desc format() {
        return format;
    }

    public memory memory() {
        return handle;
    }

    public boolean isOf(memory.desc other) {
        return format.equals(other);
    }

    /** Tells whether it lies where callers keep their numbers, which is elsewhere in each pass. */
    public boolean moves() {
        return moves;
    }

    /** The tensor over this memory, or null if callers do not see it. */
    public HostTensor tensor() {
        return tensor;
    }

    /** All of the memory, in its own order; valid until it moves. */
    public FloatBuffer buffer() {
        if (buffer == null) {
            buffer = new FloatPointer(data).capacity(floatsOf(format)).asBuffer();
        }
        return buffer;
    }

    /** Reads the memory of a FLOAT tensor from now on. Does nothing where it already does. */
    public void bind(HostTensor source) {
        DataBuffer buffered = source.array().data();
        long address = buffered.address() + Float.BYTES * buffered.offset();
        if (source == bound && address == boundAddress) {
            return;
        }
        bound = source;
        boundAddress = address;
        moveTo(pointerTo(source));
    }

    /** Lies at another address from now on. */
    public void moveTo(FloatPointer address) {
        data = address;
        buffer = null;
        handle.set_data_handle(address);
        for (int i = 0; i < aliases.size(); i++) {
            aliases.get(i).moveTo(address);
        }
    }

    /** StridedCopy the numbers of a tensor, where this memory is row-major and not elsewhere. */
    public void load(Tensor source) {
        if (chunk == null) {
            chunk = new float[CHUNK];
        }
        FloatBuffer target = buffer();
        int length = target.capacity();
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            source.read(start, chunk, count);
            target.put(start, chunk, 0, count);
        }
    }

    /** Fills the memory with zeros. */
    public void clear() {
        Pointer.memset(data, 0, format.get_size());
    }

    public static FloatPointer pointerTo(HostTensor tensor) {
        return new FloatPointer(tensor.array().data().addressPointer());
    }

    private static long floatsOf(memory.desc format) {
        return format.get_size() / Float.BYTES;
    }
}
