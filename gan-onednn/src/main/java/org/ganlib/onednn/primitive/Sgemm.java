package org.ganlib.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;

/**
 * C = op(A)·B of row-major matrices, by oneDNN's plain matrix product. The only one of its products that takes part of a matrix without being
 * made anew for it; up to three times as fast as the others where a matrix has few rows, and up to a sixth faster where operands are not in the
 * cache.
 *
 * @param name for messages
 * @param operation {@code N} or {@code T}, of A
 * @param rows of C
 * @param columns of C
 * @param terms of a sum
 * @param leftStride floats from one row of A to the next
 * @param rightStride the same of B
 * @param resultStride the same of C
 * @param kept how much of what C held stays: 1 or 0
 */
public record Sgemm(
        String name,
        char operation,
        long rows,
        long columns,
        long terms,
        long leftStride,
        long rightStride,
        long resultStride,
        float kept) {
    /** Whether this processor has more than a reference implementation of it. */
    public static final boolean IS_FAST = Loader.getPlatform().endsWith("-x86_64");

    /** A·B, where the rows of all three touch. */
    public static Sgemm of(String name, long rows, long columns, long terms) {
        return new Sgemm(name, 'N', rows, columns, terms, terms, columns, columns, 0);
    }

    /** Aᵀ·B of the first {@code rows} columns of an A of rows so long; those of B and C touch. */
    public static Sgemm ofTransposed(String name, long rows, long columns, long terms, long leftStride) {
        return new Sgemm(name, 'T', rows, columns, terms, leftStride, columns, columns, 0);
    }

    /** The same where rows of B and C lie apart. */
    public Sgemm strided(long right, long result, boolean adding) {
        return new Sgemm(name, operation, rows, columns, terms, leftStride, right, result, adding ? 1 : 0);
    }

    /** This product of tensors, by the fastest kernel there is here. */
    public MatrixProduct multiplication(Kernels kernels) {
        return multiplication(kernels, IS_FAST);
    }

    /**
     * This product of tensors, by a kernel of choice.
     *
     * @param plainly by the plain product; otherwise by {@link Matmul}
     */
    public MatrixProduct multiplication(Kernels kernels, boolean plainly) {
        if (plainly) {
            return this::at;
        }
        memory.desc factor = operation == 'T'
                ? OneDnn.transposedMatrix(rows, terms, leftStride)
                : OneDnn.matrix(rows, terms, leftStride);
        memory.desc other = OneDnn.matrix(terms, columns, rightStride);
        memory.desc product = OneDnn.matrix(rows, columns, resultStride);
        Matmul kernel = kept == 0
                ? Matmul.of(kernels, name, factor, other, product)
                : Matmul.adding(kernels, name, factor, other, product);
        return (left, right, result) -> kernel.at(left.as(factor), right.as(other), result.as(product));
    }

    /** This product of tensors, wherever they lie when it runs. */
    public Operation at(FormattedMemory left, FormattedMemory right, FormattedMemory result) {
        return new OfTensors(this, left, right, result);
    }

    public void run(FloatPointer left, FloatPointer right, FloatPointer result) {
        int status = dnnl_sgemm(
                (byte) operation,
                (byte) 'N',
                rows,
                columns,
                terms,
                1,
                left,
                leftStride,
                right,
                rightStride,
                kept,
                result,
                resultStride);
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN: " + name + " failed with status " + status);
        }
    }

    private record OfTensors(Sgemm product, FormattedMemory left, FormattedMemory right, FormattedMemory result)
            implements Operation {
        @Override
        public void run() {
            product.run(left.data(), right.data(), result.data());
        }
    }
}
