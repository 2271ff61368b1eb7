package org.ganlib.onednn.winograd;

import org.bytedeco.dnnl.memory;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Kernels;
import org.ganlib.onednn.primitive.MatrixProduct;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Sgemm;

/** A small constant matrix times some rows of floats: each row of the result is a combination of them. Made once, run at many places. */
final class RowTransform {
    private final FormattedMemory matrix;
    private final memory.desc from;
    private final memory.desc to;
    private final MatrixProduct product;

    /**
     * @param width floats of a row
     * @param fromStride floats from one row to the next
     * @param toStride the same of the result
     * @param adding to what the result holds
     */
    RowTransform(
            Kernels kernels,
            String name,
            double[][] matrix,
            long width,
            long fromStride,
            long toStride,
            boolean adding) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        this.matrix = FormattedMemory.allocate(kernels.arena(), OneDnn.matrix(rows, columns));
        for (int i = 0; i < rows * columns; i++) {
            this.matrix.buffer().put(i, (float) matrix[i / columns][i % columns]);
        }
        from = OneDnn.matrix(columns, width, fromStride);
        to = OneDnn.matrix(rows, width, toStride);
        product = Sgemm.of(name + ", mixed", rows, width, columns)
                .strided(fromStride, toStride, adding)
                .multiplication(kernels);
    }

    Operation at(FormattedMemory source, long sourceOffset, FormattedMemory target, long targetOffset) {
        return product.at(matrix, source.part(from, sourceOffset), target.part(to, targetOffset));
    }
}
