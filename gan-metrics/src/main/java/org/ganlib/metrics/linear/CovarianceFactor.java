package org.ganlib.metrics.linear;

import static org.bytedeco.openblas.global.openblas_full.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasTrans;
import static org.bytedeco.openblas.global.openblas_full.LAPACKE_dgelqf;
import static org.bytedeco.openblas.global.openblas_full.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas_full.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas_full.cblas_dgemm;

import org.bytedeco.javacpp.DoublePointer;
import org.ganlib.spi.Examples;

/**
 * The mean of examples, and L with L·Lᵀ = Σ, their covariance (with n − 1 in the denominator): the
 * lower triangle that is left of the centred examples, as columns, when they are multiplied by an
 * orthogonal matrix (an LQ factorisation). Σ itself is never formed, so that nothing is lost by
 * squaring, and it may be singular.
 */
public final class CovarianceFactor implements AutoCloseable {
    private final double[] mean;
    private final DoublePointer lower;
    private final int columns;
    private final double trace;

    private CovarianceFactor(double[] mean, DoublePointer lower, int columns, double trace) {
        this.mean = mean;
        this.lower = lower;
        this.columns = columns;
        this.trace = trace;
    }

    /**
     * Factors the covariance of at least two examples. In use meanwhile: 8 bytes per number.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public static CovarianceFactor of(Examples examples) {
        int n = examples.count();
        int d = examples.shape().elements();
        if (n < 2) {
            throw new IllegalArgumentException("a covariance needs two examples, were " + n);
        }
        double[] mean = Centre.of(examples);
        int columns = Math.min(n, d);
        DoublePointer matrix = new DoublePointer((long) n * d);
        try (DoublePointer reflections = new DoublePointer(columns)) {
            double trace = load(examples, mean, matrix);
            succeed(LAPACKE_dgelqf(LAPACK_COL_MAJOR, d, n, matrix, d, reflections), "dgelqf");
            clearAbove(matrix, d, columns);
            return new CovarianceFactor(mean, trimmed(matrix, (long) d * columns), columns, trace);
        }
    }

    /** The mean of each coordinate. */
    public double[] mean() {
        return mean.clone();
    }

    /** The trace of the covariance. */
    public double trace() {
        return trace;
    }

    /**
     * tr (Σ₁Σ₂)^½, which is the sum of the singular values of L₁ᵀL₂: the eigenvalues of Σ₁Σ₂ are
     * those of (L₁ᵀL₂)(L₁ᵀL₂)ᵀ. Each singular value is exact to rounding relative to the largest,
     * whereas the root of an eigenvalue near 0 would be exact to the root of it alone.
     */
    public double traceOfRootOfProduct(CovarianceFactor other) {
        int d = mean.length;
        int smaller = Math.min(columns, other.columns);
        try (DoublePointer product = new DoublePointer((long) columns * other.columns);
                DoublePointer values = new DoublePointer(smaller);
                DoublePointer none = new DoublePointer(1)) {
            cblas_dgemm(
                    CblasColMajor,
                    CblasTrans,
                    CblasNoTrans,
                    columns,
                    other.columns,
                    d,
                    1,
                    lower,
                    d,
                    other.lower,
                    d,
                    0,
                    product,
                    columns);
            succeed(
                    LAPACKE_dgesdd(
                            LAPACK_COL_MAJOR,
                            (byte) 'N',
                            columns,
                            other.columns,
                            product,
                            columns,
                            values,
                            none,
                            1,
                            none,
                            1),
                    "dgesdd");
            double sum = 0;
            for (int i = smaller - 1; i >= 0; i--) {
                sum += values.get(i);
            }
            return sum;
        }
    }

    @Override
    public void close() {
        lower.close();
    }

    /** Writes the centred examples, scaled, as columns; gives the sum of squares. */
    private static double load(Examples examples, double[] mean, DoublePointer matrix) {
        double scale = 1 / Math.sqrt(examples.count() - 1.0);
        double[] column = new double[mean.length];
        double trace = 0;
        for (int i = 0; i < examples.count(); i++) {
            int start = i * mean.length;
            for (int k = 0; k < mean.length; k++) {
                column[k] = (examples.values()[start + k] - mean[k]) * scale;
                trace += column[k] * column[k];
            }
            matrix.position((long) i * mean.length).put(column);
        }
        matrix.position(0);
        return trace;
    }

    private static void clearAbove(DoublePointer matrix, int rows, int columns) {
        for (int j = 1; j < columns; j++) {
            matrix.position((long) j * rows).put(new double[Math.min(j, rows)]);
        }
        matrix.position(0);
    }

    /** The front of a matrix in memory of its own; the rest is freed. */
    private static DoublePointer trimmed(DoublePointer matrix, long length) {
        DoublePointer front = new DoublePointer(length);
        DoublePointer.memcpy(front, matrix, length * Double.BYTES);
        matrix.close();
        return front;
    }

    private static void succeed(int code, String routine) {
        if (code != 0) {
            throw new IllegalStateException("LAPACK's " + routine + " ended with code " + code);
        }
    }
}
