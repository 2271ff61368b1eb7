package org.ganlib.onednn.elementwise;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.step.Compilation;

/** Elementwise functions of two memories of one format. */
final class BinaryOperation {
    private BinaryOperation() {}

    /** The product of two memories of one format. */
    static Operation product(
            Compilation compilation, String name, FormattedMemory one, FormattedMemory other, FormattedMemory result) {
        return of(compilation, name, algorithm.binary_mul, one, other, result);
    }

    /** The sum of two memories of one format. */
    static Operation sum(
            Compilation compilation, String name, FormattedMemory one, FormattedMemory other, FormattedMemory result) {
        return of(compilation, name, algorithm.binary_add, one, other, result);
    }

    private static Operation of(
            Compilation compilation,
            String name,
            algorithm function,
            FormattedMemory one,
            FormattedMemory other,
            FormattedMemory result) {
        binary.primitive_desc kernel =
                new binary.primitive_desc(OneDnn.PROCESSOR, function, one.format(), other.format(), result.format());
        return PrimitiveOperation.of(compilation.checked(name, kernel), new binary(kernel))
                .with(DNNL_ARG_SRC_0, one)
                .with(DNNL_ARG_SRC_1, other)
                .with(DNNL_ARG_DST, result)
                .in(compilation.arena());
    }
}
