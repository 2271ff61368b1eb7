package org.ganlib.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;

/** A kernel that copies between two ways of lying in memory. Made once, run at many places. */
public record StridedCopy(Arena arena, String name, reorder kernel, memory.desc from, memory.desc to) {
    /** Of several dimensions, none of which overlaps another on either side. */
    public static StridedCopy of(
            Kernels kernels, String name, long[] dimensions, long[] fromStrides, long[] toStrides) {
        memory.desc from = new memory.desc(dimensions, memory.data_type.f32, fromStrides);
        memory.desc to = new memory.desc(dimensions, memory.data_type.f32, toStrides);
        reorder.primitive_desc kernel = new reorder.primitive_desc(OneDnn.PROCESSOR, from, OneDnn.PROCESSOR, to);
        return new StridedCopy(
                kernels.arena(), kernels.checked(name + ", copy", kernel), new reorder(kernel), from, to);
    }

    public Operation at(FormattedMemory source, long sourceOffset, FormattedMemory target, long targetOffset) {
        return PrimitiveOperation.of(name, kernel)
                .with(DNNL_ARG_FROM, source.part(from, sourceOffset))
                .with(DNNL_ARG_TO, target.part(to, targetOffset))
                .in(arena);
    }
}
