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

/**
 * Floats in native memory, with the oneDNN format in which they lie there. Most memories stay at
 * one address; inputs and output gradients are bound to the tensors of callers, and parameter
 * gradients alternate between two vectors, by {@link #moveTo}. An arena owns the native objects.
 */
public final class FormattedMemory {
    private static final int CHUNK = 2048;

    private final Arena arena;
    private final memory.desc format;
    private final memory handle;
    private final HostTensor visibleTensor;
    private final Binding binding;
    private final List<FormattedMemory> aliases = new ArrayList<>();
    private FloatPointer data;
    private FloatBuffer buffer;
    private HostTensor bound;
    private long boundAddress;
    private float[] chunk;

    private FormattedMemory(
            Arena arena, memory.desc format, FloatPointer data, HostTensor visibleTensor, Binding binding) {
        this.arena = arena;
        this.format = format;
        this.data = data;
        this.visibleTensor = visibleTensor;
        this.binding = binding;
        handle = arena.keep(new memory(format, OneDnn.PROCESSOR, data));
    }

    /** Allocates zeros. */
    public static FormattedMemory allocate(Arena arena, memory.desc format) {
        return new FormattedMemory(arena, format, arena.floats(floatsOf(format)), null, Binding.NEVER);
    }

    /** Allocates zeros. The memory may later be bound to tensors of callers instead. */
    public static FormattedMemory bindable(Arena arena, memory.desc format) {
        return new FormattedMemory(arena, format, arena.floats(floatsOf(format)), null, Binding.TO_CALLERS);
    }

    /**
     * Allocates zeros in a row-major format, which callers see as a tensor.
     *
     * @param shape the shape in which callers see a row
     */
    public static FormattedMemory visible(Arena arena, memory.desc format, TensorShape shape, int rows) {
        HostTensor tensor = arena.tensor(shape, rows);
        return new FormattedMemory(arena, format, pointerTo(tensor), tensor, Binding.NEVER);
    }

    /** Wraps floats that exist already. */
    public static FormattedMemory at(Arena arena, memory.desc format, FloatPointer data) {
        return new FormattedMemory(arena, format, data, null, Binding.NEVER);
    }

    /** An alias: the same floats read in another format. It moves when this memory moves. */
    public FormattedMemory as(memory.desc other) {
        FormattedMemory alias = new FormattedMemory(arena, other, data, visibleTensor, binding);
        aliases.add(alias);
        return alias;
    }

    /**
     * A part of the floats, in a format of its own. It stays where it is when this memory moves.
     *
     * @param offset the index of its first float
     */
    public FormattedMemory part(memory.desc other, long offset) {
        return at(arena, other, data.getPointer(offset));
    }

    /** The address of the float with this index. It stays where it is when this memory moves. */
    public FloatPointer pointer(long offset) {
        return data.getPointer(offset);
    }

    /** The current address. */
    public FloatPointer data() {
        return data;
    }

    /** The order in which the floats lie. */
    public memory.desc format() {
        return format;
    }

    /** The object by which oneDNN's primitives know this memory. */
    public memory handle() {
        return handle;
    }

    /** Tells whether the format is this one. */
    public boolean hasFormat(memory.desc other) {
        return format.equals(other);
    }

    /** Tells whether the memory is bound to tensors of callers, which differ from pass to pass. */
    public boolean isBindable() {
        return binding == Binding.TO_CALLERS;
    }

    /** The tensor over this memory, or null if callers do not see it. */
    public HostTensor visibleTensor() {
        return visibleTensor;
    }

    /** All floats in the order of the format. The buffer is valid until the memory moves. */
    public FloatBuffer buffer() {
        if (buffer == null) {
            buffer = new FloatPointer(data).capacity(floatsOf(format)).asBuffer();
        }
        return buffer;
    }

    /** Moves to the floats of a FLOAT tensor. Does nothing if the memory lies there already. */
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

    /** Moves this memory and its aliases to another address, whose floats they are from now on. */
    public void moveTo(FloatPointer address) {
        data = address;
        buffer = null;
        handle.set_data_handle(address);
        for (int i = 0; i < aliases.size(); i++) {
            aliases.get(i).moveTo(address);
        }
    }

    /** Copies a tensor of as many numbers into this memory, whose format must be row-major. */
    public void copyFrom(Tensor source) {
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

    /** The address of a tensor's first number. */
    public static FloatPointer pointerTo(HostTensor tensor) {
        return new FloatPointer(tensor.array().data().addressPointer());
    }

    private static long floatsOf(memory.desc format) {
        return format.get_size() / Float.BYTES;
    }

    /** Tells whether a memory may be bound to tensors of callers. */
    private enum Binding {
        NEVER,
        TO_CALLERS
    }
}
