package org.ganlib.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;

/** Copies of a whole memory into another format, by oneDNN's reorder primitive. */
public final class Reorder {
    private Reorder() {}

    /** The operation that copies {@code from} to {@code to}, which have the same dimensions. */
    public static Operation operation(Arena arena, String name, FormattedMemory from, FormattedMemory to) {
        return PrimitiveOperation.of(name + ", reorder", new reorder(from.handle(), to.handle()))
                .with(DNNL_ARG_FROM, from)
                .with(DNNL_ARG_TO, to)
                .in(arena);
    }

    /**
     * An input of a kernel in the format that the kernel reads.
     *
     * @param operations receives the copying operation, if one is needed
     * @return the memory itself if it has that format, otherwise the copy
     */
    public static FormattedMemory inFormat(
            Arena arena, String name, FormattedMemory memory, memory.desc format, List<Operation> operations) {
        if (memory.hasFormat(format)) {
            return memory;
        }
        FormattedMemory copy = FormattedMemory.allocate(arena, format);
        operations.add(operation(arena, name, memory, copy));
        return copy;
    }

    /**
     * An input of a kernel in the format that the kernel reads, if a copy of it exists already.
     *
     * @param existingCopy the same values, possibly in another format
     * @param operations receives the copying operation, if one is needed
     * @return the existing copy if it has that format, otherwise as {@link #inFormat(Arena, String,
     *     FormattedMemory, memory.desc, List)}
     */
    public static FormattedMemory inFormat(
            Arena arena,
            String name,
            FormattedMemory memory,
            FormattedMemory existingCopy,
            memory.desc format,
            List<Operation> operations) {
        return existingCopy.hasFormat(format) ? existingCopy : inFormat(arena, name, memory, format, operations);
    }

    /**
     * The memory to which a kernel writes its result.
     *
     * @param format the format that the kernel writes
     * @param target the memory that is to receive the result
     * @return the target itself if it has that format, otherwise new memory, from which {@link
     *     #addCopy} copies
     */
    public static FormattedMemory outputFor(Arena arena, memory.desc format, FormattedMemory target) {
        return target.hasFormat(format) ? target : FormattedMemory.allocate(arena, format);
    }

    /**
     * Adds the copy of a kernel's result to its target, unless the kernel writes to the target
     * itself.
     */
    public static void addCopy(
            Arena arena, String name, FormattedMemory written, FormattedMemory target, Operations operations) {
        if (written != target) {
            operations.add(operation(arena, name, written, target));
        }
    }
}
