package org.ganlib.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;

/**
 * A matrix product by oneDNN's matmul primitive, which takes matrices in every format.
 *
 * @param arena owns the kernel and its arguments
 * @param name the name in messages
 * @param kernel the primitive
 */
public record Matmul(Arena arena, String name, matmul kernel) implements MatrixProduct {
    /** The product C = A·B of matrices in these formats. */
    public static Matmul of(Kernels kernels, String name, memory.desc left, memory.desc right, memory.desc result) {
        return of(kernels, name, left, right, result, new primitive_attr());
    }

    /** The product C = C + A·B of matrices in these formats. */
    static Matmul accumulating(Kernels kernels, String name, memory.desc left, memory.desc right, memory.desc result) {
        post_ops after = new post_ops();
        after.append_sum();
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        return of(kernels, name, left, right, result, attributes);
    }

    private static Matmul of(
            Kernels kernels,
            String name,
            memory.desc left,
            memory.desc right,
            memory.desc result,
            primitive_attr attributes) {
        matmul.primitive_desc kernel =
                new matmul.primitive_desc(OneDnn.PROCESSOR, left, right, result, attributes, OneDnn.DISALLOW_EMPTY);
        return new Matmul(kernels.arena(), kernels.checked(name, kernel), new matmul(kernel));
    }

    @Override
    public Operation at(FormattedMemory left, FormattedMemory right, FormattedMemory result) {
        return PrimitiveOperation.of(name, kernel)
                .with(DNNL_ARG_SRC, left)
                .with(DNNL_ARG_WEIGHTS, right)
                .with(DNNL_ARG_DST, result)
                .in(arena);
    }
}
