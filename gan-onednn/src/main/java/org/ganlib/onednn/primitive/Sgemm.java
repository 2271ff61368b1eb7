package org.ganlib.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;

/**
 * A product C = op(A)·B + βC of row-major matrices by {@code dnnl_sgemm}, oneDNN's function in the
 * style of BLAS. It takes the operands' addresses at each call, so that one product serves many
 * parts of a matrix. It is up to three times as fast as the matmul primitive if a matrix has few
 * rows, and up to a sixth faster if the operands are not in the cache.
 *
 * @param name the name in messages
 * @param operation op: {@code N} for A itself, {@code T} for its transpose
 * @param rows the number of rows of C
 * @param columns the number of columns of C
 * @param terms the number of products that are summed for one element of C
 * @param leftStride the floats from one row of A to the next
 * @param rightStride the number of floats from one row of B to the next
 * @param resultStride the number of floats from one row of C to the next
 * @param beta β: 0 to overwrite C, 1 to accumulate into it
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
        float beta)
        implements MatrixProduct {
    /**
     * Tells whether oneDNN has an optimised implementation on this processor: it has one on x86-64.
     */
    public static final boolean IS_FAST = Loader.getPlatform().endsWith("-x86_64");

    /** The product A·B of matrices whose rows are contiguous. */
    public static Sgemm of(String name, long rows, long columns, long terms) {
        return new Sgemm(name, 'N', rows, columns, terms, terms, columns, columns, 0);
    }

    /**
     * The product Aᵀ·B. The rows of B and C are contiguous.
     *
     * @param rows the number of columns of A that are used, from the first on
     * @param leftStride the floats from one row of A to the next
     */
    public static Sgemm ofTransposed(String name, long rows, long columns, long terms, long leftStride) {
        return new Sgemm(name, 'T', rows, columns, terms, leftStride, columns, columns, 0);
    }

    /**
     * The same product with other strides of B and C: the numbers of floats from one row to the
     * next.
     */
    public Sgemm strided(long right, long result) {
        return new Sgemm(name, operation, rows, columns, terms, leftStride, right, result, beta);
    }

    /** The same product, added to the numbers that C holds. */
    public Sgemm accumulating() {
        return new Sgemm(name, operation, rows, columns, terms, leftStride, rightStride, resultStride, 1);
    }

    /**
     * The same product by the faster implementation on this processor: this one or {@link Matmul}.
     */
    public MatrixProduct fastest(Kernels kernels) {
        return IS_FAST ? this : asMatmul(kernels);
    }

    /** The same product by the matmul primitive. */
    MatrixProduct asMatmul(Kernels kernels) {
        memory.desc leftFormat = operation == 'T'
                ? OneDnn.transposedMatrix(rows, terms, leftStride)
                : OneDnn.matrix(rows, terms, leftStride);
        memory.desc rightFormat = OneDnn.matrix(terms, columns, rightStride);
        memory.desc resultFormat = OneDnn.matrix(rows, columns, resultStride);
        Matmul matmul = beta == 0
                ? Matmul.of(kernels, name, leftFormat, rightFormat, resultFormat)
                : Matmul.accumulating(kernels, name, leftFormat, rightFormat, resultFormat);
        return (left, right, result) -> matmul.at(left.as(leftFormat), right.as(rightFormat), result.as(resultFormat));
    }

    /** The product of three memories. Their addresses are read when the operation runs. */
    @Override
    public Operation at(FormattedMemory left, FormattedMemory right, FormattedMemory result) {
        return new Bound(this, left, right, result);
    }

    /** Computes the product of the matrices at these addresses. */
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
                beta,
                result,
                resultStride);
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN: " + name + " failed with status " + status);
        }
    }

    private record Bound(Sgemm product, FormattedMemory left, FormattedMemory right, FormattedMemory result)
            implements Operation {
        @Override
        public void run() {
            product.run(left.data(), right.data(), result.data());
        }
    }
}
