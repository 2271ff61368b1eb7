package org.ganlib.onednn;

/** A plain product of tensors, wherever they lie when it runs. */
final class PlainOperation implements Operation {
    private final PlainProduct product;
    private final Tensor left;
    private final long leftStride;
    private final Tensor right;
    private final Tensor result;

    private PlainOperation(PlainProduct product, Tensor left, long leftStride, Tensor right, Tensor result) {
        this.product = product;
        this.left = left;
        this.leftStride = leftStride;
        this.right = right;
        this.result = result;
    }

    /** vᵀB, a row vector times a matrix of so many rows and columns. */
    static PlainOperation ofVector(String name, Tensor vector, Tensor matrix, long rows, long columns, Tensor result) {
        return new PlainOperation(PlainProduct.of(name, 1, columns, rows), vector, rows, matrix, result);
    }

    /** AᵀB of matrices of as many rows, {@code terms}. */
    static PlainOperation ofTransposed(
            String name, Tensor left, long leftColumns, Tensor right, long columns, long terms, Tensor result) {
        PlainProduct product = PlainProduct.ofTransposed(name, leftColumns, columns, terms);
        return new PlainOperation(product, left, leftColumns, right, result);
    }

    @Override
    public void run() {
        product.run(left.data(), leftStride, right.data(), result.data());
    }
}
