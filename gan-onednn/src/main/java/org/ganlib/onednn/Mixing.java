package org.ganlib.onednn;

import org.bytedeco.dnnl.memory;

/** A small constant matrix times some rows of floats: each row of the result is a combination of them. Made once, run at many places. */
final class Mixing {
    private final Tensor matrix;
    private final memory.desc from;
    private final memory.desc to;
    private final PlainProduct plain;
    private final MatrixProduct product;

    /**
     * @param width floats of a row
     * @param fromStride floats from one row to the next
     * @param toStride the same of the result
     * @param adding to what the result holds
     */
    Mixing(
            Compilation compilation,
            String name,
            double[][] matrix,
            long width,
            long fromStride,
            long toStride,
            boolean adding) {
        this(compilation, name, matrix, width, fromStride, toStride, adding, PlainProduct.IS_FAST);
    }

    /** @param asPlainProduct by {@link PlainProduct}, otherwise by {@link MatrixProduct} */
    Mixing(
            Compilation compilation,
            String name,
            double[][] matrix,
            long width,
            long fromStride,
            long toStride,
            boolean adding,
            boolean asPlainProduct) {
        String label = name + ", mixed";
        int rows = matrix.length;
        int columns = matrix[0].length;
        memory.desc factors = OneDnn.matrix(rows, columns);
        this.matrix = Tensor.allocate(compilation.arena(), factors);
        for (int i = 0; i < rows * columns; i++) {
            this.matrix.buffer().put(i, (float) matrix[i / columns][i % columns]);
        }
        from = OneDnn.matrix(columns, width, fromStride);
        to = OneDnn.matrix(rows, width, toStride);
        if (asPlainProduct) {
            plain = PlainProduct.of(label, rows, width, columns).strided(fromStride, toStride, adding);
            product = null;
        } else {
            plain = null;
            product = adding
                    ? MatrixProduct.adding(compilation, label, factors, from, to)
                    : MatrixProduct.of(compilation, label, factors, from, to);
        }
    }

    Operation at(Tensor source, long sourceOffset, Tensor target, long targetOffset) {
        Tensor rows = source.part(from, sourceOffset);
        Tensor result = target.part(to, targetOffset);
        return plain == null ? product.at(matrix, rows, result) : new PlainOperation(plain, matrix, rows, result);
    }
}
