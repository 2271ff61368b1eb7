package org.ganlib.tensor;

/**
 * The places of a matrix's entries in a vector. The vector is made of blocks in row-major order,
 * which lie side by side in the matrix: number ((b · rows) + r) · columns + c of the vector is the
 * entry in row r and column b · columns + c. A matrix in row-major order is one block.
 *
 * @param blocks the number of blocks, ≥ 1
 * @param rows the rows of the matrix, ≥ 1
 * @param columns the columns of a block, ≥ 1
 */
public record MatrixLayout(int blocks, int rows, int columns) {
    /** @throws IllegalArgumentException if a number is less than 1 */
    public MatrixLayout {
        if (blocks < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a matrix of " + blocks + " blocks of " + rows + " × " + columns);
        }
    }

    /** The columns of the whole matrix. */
    public int width() {
        return Math.multiplyExact(blocks, columns);
    }

    /** The number of entries. */
    public long length() {
        return (long) rows * width();
    }

    /** The row of the entry at that place of the vector. */
    int row(long place) {
        return (int) (place / columns % rows);
    }

    /** The column of the entry at that place of the vector. */
    int column(long place) {
        return (int) (place / ((long) rows * columns)) * columns + (int) (place % columns);
    }

    /** The number of entries from that place to the end of its row of the block. */
    int restOfRow(long place) {
        return columns - (int) (place % columns);
    }
}
