package org.ganlib.onednn.primitive;

import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;

/**
 * The sum of each column of a matrix, 1ᵀA. It is computed as a matrix product, because oneDNN's
 * reduction runs on its slow reference implementation.
 */
public final class ColumnSums {
    private ColumnSums() {}

    /**
     * Makes the operation.
     *
     * @param matrix {@code rows × columns} in row-major order
     * @param sums receives {@code columns} numbers
     */
    public static Operation operation(
            Kernels kernels, String name, FormattedMemory matrix, long rows, long columns, FormattedMemory sums) {
        FormattedMemory ones = FormattedMemory.allocate(kernels.arena(), OneDnn.matrix(1, rows));
        for (int i = 0; i < rows; i++) {
            ones.buffer().put(i, 1);
        }
        return Sgemm.of(name, 1, columns, rows).fastest(kernels).at(ones, matrix, sums);
    }
}
