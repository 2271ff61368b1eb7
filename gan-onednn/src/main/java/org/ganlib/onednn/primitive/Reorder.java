package org.ganlib.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;

/** StridedCopy between formats. */
public final class Reorder {
    private Reorder() {}

    public static Operation operation(Arena arena, String name, FormattedMemory from, FormattedMemory to) {
        return PrimitiveOperation.of(name + ", reorder", new reorder(from.memory(), to.memory()))
                .with(DNNL_ARG_FROM, from)
                .with(DNNL_ARG_TO, to)
                .in(arena);
    }

    /** The tensor itself where it has that format, otherwise a copy that an operation added to {@code operations} fills. */
    public static FormattedMemory asWanted(
            Arena arena, String name, FormattedMemory tensor, memory.desc wanted, List<Operation> operations) {
        if (tensor.isOf(wanted)) {
            return tensor;
        }
        FormattedMemory copy = FormattedMemory.allocate(arena, wanted);
        operations.add(operation(arena, name, tensor, copy));
        return copy;
    }

    /** The same where {@code brought} holds the tensor's values already, in whatever format: that, if it is of the wanted one. */
    public static FormattedMemory asWanted(
            Arena arena,
            String name,
            FormattedMemory tensor,
            FormattedMemory brought,
            memory.desc wanted,
            List<Operation> operations) {
        return brought.isOf(wanted) ? brought : asWanted(arena, name, tensor, wanted, operations);
    }

    /** The tensor itself where it has that format, otherwise memory that {@link #bring} copies from. */
    public static FormattedMemory roomFor(Arena arena, memory.desc written, FormattedMemory target) {
        return target.isOf(written) ? target : FormattedMemory.allocate(arena, written);
    }

    /** Adds the copy from where a kernel wrote to where it is wanted, if these are two places. */
    public static void bring(
            Arena arena, String name, FormattedMemory written, FormattedMemory target, Operations operations) {
        if (written != target) {
            operations.add(operation(arena, name, written, target));
        }
    }
}
