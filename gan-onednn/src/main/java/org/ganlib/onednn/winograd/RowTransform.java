package org.ganlib.onednn.winograd;

import org.bytedeco.dnnl.memory;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Kernels;
import org.ganlib.onednn.primitive.MatrixProduct;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Sgemm;

/**
 * The product of a small constant matrix and a matrix of long rows: each row of the result is a
 * linear combination of rows of the argument. Its kernel is made once and used at many offsets of a
 * memory.
 */
final class RowTransform {
    private final FormattedMemory matrix;
    private final memory.desc from;
    private final memory.desc to;
    private final MatrixProduct product;

    private RowTransform(Kernels kernels, double[][] matrix, long width, long fromStride, long toStride, Sgemm sgemm) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        this.matrix = FormattedMemory.allocate(kernels.arena(), OneDnn.matrix(rows, columns));
        for (int i = 0; i < rows * columns; i++) {
            this.matrix.buffer().put(i, (float) matrix[i / columns][i % columns]);
        }
        from = OneDnn.matrix(columns, width, fromStride);
        to = OneDnn.matrix(rows, width, toStride);
        product = sgemm.fastest(kernels);
    }

    /**
     * The transform that overwrites its result.
     *
     * @param width the number of floats of a row
     * @param fromStride the number of floats from one row of the argument to the next
     * @param toStride the number of floats from one row of the result to the next
     */
    static RowTransform of(
            Kernels kernels, String name, double[][] matrix, long width, long fromStride, long toStride) {
        return new RowTransform(
                kernels, matrix, width, fromStride, toStride, sgemm(name, matrix, width, fromStride, toStride));
    }

    /** The same transform, whose result is added to the numbers that the target holds. */
    static RowTransform accumulating(
            Kernels kernels, String name, double[][] matrix, long width, long fromStride, long toStride) {
        Sgemm sgemm = sgemm(name, matrix, width, fromStride, toStride).accumulating();
        return new RowTransform(kernels, matrix, width, fromStride, toStride, sgemm);
    }

    private static Sgemm sgemm(String name, double[][] matrix, long width, long fromStride, long toStride) {
        return Sgemm.of(name + ", transform", matrix.length, width, matrix[0].length)
                .strided(fromStride, toStride);
    }

    /** The operation between two memories, which begins at these offsets, in floats. */
    Operation at(FormattedMemory source, long sourceOffset, FormattedMemory target, long targetOffset) {
        return product.at(matrix, source.part(from, sourceOffset), target.part(to, targetOffset));
    }
}
