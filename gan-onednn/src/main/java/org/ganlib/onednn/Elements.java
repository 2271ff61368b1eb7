package org.ganlib.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** Kernels that are made once and run at many places. */
final class Elements {
    private final Compilation compilation;
    private final String name;

    Elements(Compilation compilation, String name) {
        this.compilation = compilation;
        this.name = name;
    }

    /** Sums or differences of so many neighbouring numbers. */
    Pairwise pairwise(algorithm combination, long length) {
        memory.desc format = OneDnn.vector(length);
        binary.primitive_desc kernel = new binary.primitive_desc(OneDnn.PROCESSOR, combination, format, format, format);
        return new Pairwise(
                compilation.arena(), compilation.checked(name + ", sums", kernel), new binary(kernel), format);
    }

    /** Copies of several dimensions, the last of which lies side by side on both sides. */
    Copies copies(long[] dimensions, long[] fromStrides, long[] toStrides) {
        memory.desc from = new memory.desc(dimensions, memory.data_type.f32, fromStrides);
        memory.desc to = new memory.desc(dimensions, memory.data_type.f32, toStrides);
        reorder.primitive_desc kernel = new reorder.primitive_desc(OneDnn.PROCESSOR, from, OneDnn.PROCESSOR, to);
        return new Copies(
                compilation.arena(), compilation.checked(name + ", copy", kernel), new reorder(kernel), from, to);
    }

    /** A kernel that combines two stretches of memory. */
    record Pairwise(Arena arena, String name, binary kernel, memory.desc format) {
        Operation at(Tensor left, long leftOffset, Tensor right, long rightOffset, Tensor result, long resultOffset) {
            return Operation.of(name, kernel)
                    .with(DNNL_ARG_SRC_0, left.part(format, leftOffset))
                    .with(DNNL_ARG_SRC_1, right.part(format, rightOffset))
                    .with(DNNL_ARG_DST, result.part(format, resultOffset))
                    .in(arena);
        }
    }

    /** A kernel that copies between two ways of lying in memory. */
    record Copies(Arena arena, String name, reorder kernel, memory.desc from, memory.desc to) {
        Operation at(Tensor source, long sourceOffset, Tensor target, long targetOffset) {
            return Operation.of(name, kernel)
                    .with(DNNL_ARG_FROM, source.part(from, sourceOffset))
                    .with(DNNL_ARG_TO, target.part(to, targetOffset))
                    .in(arena);
        }
    }
}
