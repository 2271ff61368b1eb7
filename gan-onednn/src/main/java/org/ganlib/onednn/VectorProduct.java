package org.ganlib.onednn;

/** A row vector times a matrix, wherever they lie when it runs. */
final class VectorProduct implements Operation {
    private final PlainProduct product;
    private final Tensor vector;
    private final Tensor matrix;
    private final Tensor result;
    private final long rows;

    /**
     * @param vector {@code rows} numbers
     * @param matrix in row-major order
     * @param result {@code columns} numbers
     */
    VectorProduct(String name, Tensor vector, Tensor matrix, Tensor result, long rows, long columns) {
        product = PlainProduct.of(name, 1, columns, rows);
        this.vector = vector;
        this.matrix = matrix;
        this.result = result;
        this.rows = rows;
    }

    @Override
    public void run() {
        product.run(vector.data(), rows, matrix.data(), result.data());
    }
}
