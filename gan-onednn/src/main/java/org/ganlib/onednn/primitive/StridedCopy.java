package org.ganlib.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;

/**
 * A copy of an array with several dimensions from some strides to others. Its kernel is made once
 * and used at many offsets of a memory.
 *
 * @param arena owns the kernel and its arguments
 * @param name the name in messages
 * @param kernel the primitive that copies
 * @param from the format of the source
 * @param to the format of the target
 */
public record StridedCopy(Arena arena, String name, reorder kernel, memory.desc from, memory.desc to) {
    /**
     * Makes the kernel. Elements must not overlap, neither in the source nor in the target.
     *
     * @param dimensions the size of the array along each dimension
     * @param fromStrides the number of floats from one element of the source to the next, along
     *     each dimension
     * @param toStrides the number of floats from one element of the target to the next, along each
     *     dimension
     */
    public static StridedCopy of(
            Kernels kernels, String name, long[] dimensions, long[] fromStrides, long[] toStrides) {
        memory.desc from = new memory.desc(dimensions, memory.data_type.f32, fromStrides);
        memory.desc to = new memory.desc(dimensions, memory.data_type.f32, toStrides);
        reorder.primitive_desc kernel = new reorder.primitive_desc(OneDnn.PROCESSOR, from, OneDnn.PROCESSOR, to);
        return new StridedCopy(
                kernels.arena(), kernels.checked(name + ", copy", kernel), new reorder(kernel), from, to);
    }

    /** The copy between two memories, which begins at these offsets, in floats. */
    public Operation at(FormattedMemory source, long sourceOffset, FormattedMemory target, long targetOffset) {
        return PrimitiveOperation.of(name, kernel)
                .with(DNNL_ARG_FROM, source.part(from, sourceOffset))
                .with(DNNL_ARG_TO, target.part(to, targetOffset))
                .in(arena);
    }
}
