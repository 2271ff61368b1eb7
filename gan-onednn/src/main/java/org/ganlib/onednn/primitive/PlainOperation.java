package org.ganlib.onednn.primitive;

import org.ganlib.onednn.memory.FormattedMemory;

/** A plain product of tensors, wherever they lie when it runs. */
public record PlainOperation(PlainProduct product, FormattedMemory left, FormattedMemory right, FormattedMemory result)
        implements Operation {
    /** vᵀB, a row vector times a matrix of so many rows and columns. */
    public static PlainOperation ofVector(
            String name,
            FormattedMemory vector,
            FormattedMemory matrix,
            long rows,
            long columns,
            FormattedMemory result) {
        return new PlainOperation(PlainProduct.of(name, 1, columns, rows), vector, matrix, result);
    }

    /** AᵀB of matrices of as many rows, {@code terms}. */
    public static PlainOperation ofTransposed(
            String name,
            FormattedMemory left,
            long leftColumns,
            FormattedMemory right,
            long columns,
            long terms,
            FormattedMemory result) {
        PlainProduct product = PlainProduct.ofTransposed(name, leftColumns, columns, terms, leftColumns);
        return new PlainOperation(product, left, right, result);
    }

    @Override
    public void run() {
        product.run(left.data(), right.data(), result.data());
    }
}
