package org.ganlib.tensor;

import java.util.Arrays;
import org.ganlib.random.RandomStream;

/**
 * Power iteration on the host, the spectral norm itself, and the derivative of a matrix divided by
 * it. It computes in double precision for tensors of either precision. The matrix is read a few
 * thousand numbers at a time, to arrays that stay in the processor's first cache. Used by one
 * thread.
 */
final class SpectralArithmetic {
    private static final int CHUNK = 2048;
    private static final int MOST_STEPS = 300;
    /** The process ends when a step adds no larger share to the norm. */
    private static final double TOLERANCE = 1e-10;

    private final double[] entries = new double[CHUNK];
    private final double[] others = new double[CHUNK];
    private final double[] products = new double[CHUNK];
    private double[] rows = {};
    private double[] columns = {};

    /** See {@link TensorMemory#iteratePower}. */
    void iteratePower(Tensor matrix, MatrixLayout layout, int count, Tensor u, Tensor v, Tensor sigma) {
        prepare(layout);
        u.read(0, rows, layout.rows());
        double norm = 0;
        for (int i = 0; i < count; i++) {
            multiplyTransposed(matrix, layout);
            normalise(columns, layout.width());
            multiply(matrix, layout);
            norm = normalise(rows, layout.rows());
        }
        u.write(rows, layout.rows(), 0);
        v.write(columns, layout.width(), 0);
        entries[0] = norm;
        sigma.write(entries, 1, 0);
    }

    /**
     * The spectral norm by the Lanczos process of Golub and Kahan (Calculating the Singular Values
     * and Pseudo-Inverse of a Matrix, 1965, section 4), whose bidiagonal matrix has a largest
     * singular value that grows towards it. It takes a few dozen products where power iteration
     * takes thousands if the largest singular values lie close together.
     *
     * <p>It begins with random numbers, the same each time: a vector that is near to some singular
     * vector, as that of an iteration is, could hide a larger singular value.
     *
     * @return the norm, to nine digits unless 300 steps do not suffice; NaN if an entry is not
     *     finite
     */
    double norm(Tensor matrix, MatrixLayout layout) {
        prepare(layout);
        double[] lastRows = new double[layout.rows()];
        double[] lastColumns = new double[layout.width()];
        double[] diagonal = new double[MOST_STEPS];
        double[] below = new double[MOST_STEPS];
        RandomStream random = new RandomStream(1);
        for (int i = 0; i < layout.rows(); i++) {
            rows[i] = random.nextNormal();
        }
        normalise(rows, layout.rows());
        double norm = 0;
        for (int k = 0; k < MOST_STEPS; k++) {
            System.arraycopy(rows, 0, lastRows, 0, layout.rows());
            multiplyTransposed(matrix, layout);
            subtract(k == 0 ? 0 : below[k - 1], lastColumns, columns, layout.width());
            diagonal[k] = normalise(columns, layout.width());
            System.arraycopy(columns, 0, lastColumns, 0, layout.width());
            multiply(matrix, layout);
            subtract(diagonal[k], lastRows, rows, layout.rows());
            below[k] = normalise(rows, layout.rows());
            double larger = Bidiagonal.norm(diagonal, below, k + 1);
            if (!(larger - norm > TOLERANCE * larger)) {
                return larger;
            }
            norm = larger;
        }
        return norm;
    }

    private static void subtract(double factor, double[] subtrahend, double[] target, int length) {
        for (int i = 0; i < length; i++) {
            target[i] -= factor * subtrahend[i];
        }
    }

    /** See {@link TensorMemory#gradientBeforeNormalisation}. */
    void gradientBeforeNormalisation(
            Tensor gradient, Tensor normalised, MatrixLayout layout, Tensor u, Tensor v, Tensor sigma) {
        prepare(layout);
        u.read(0, rows, layout.rows());
        v.read(0, columns, layout.width());
        sigma.read(0, entries, 1);
        double norm = entries[0];
        double inner = innerProduct(gradient, normalised);
        for (long first = 0; first < layout.length(); first += CHUNK) {
            int count = chunk(layout, first);
            gradient.read(first, entries, count);
            for (int i = 0; i < count; ) {
                int stretch = Math.min(layout.restOfRow(first + i), count - i);
                double factor = inner * rows[layout.row(first + i)];
                int column = layout.column(first + i);
                for (int j = 0; j < stretch; j++) {
                    entries[i + j] = (entries[i + j] - factor * columns[column + j]) / norm;
                }
                i += stretch;
            }
            gradient.write(entries, count, first);
        }
    }

    private double innerProduct(Tensor one, Tensor other) {
        double sum = 0;
        for (long first = 0; first < one.length(); first += CHUNK) {
            int count = (int) Math.min(CHUNK, one.length() - first);
            one.read(first, entries, count);
            other.read(first, others, count);
            sum += innerProduct(0, others, 0, count);
        }
        return sum;
    }

    /** Overwrites the columns' vector with the product of the transposed matrix and the rows'. */
    private void multiplyTransposed(Tensor matrix, MatrixLayout layout) {
        Arrays.fill(columns, 0, layout.width(), 0);
        for (long first = 0; first < layout.length(); first += CHUNK) {
            int count = chunk(layout, first);
            matrix.read(first, entries, count);
            for (int i = 0; i < count; ) {
                int stretch = Math.min(layout.restOfRow(first + i), count - i);
                double factor = rows[layout.row(first + i)];
                int column = layout.column(first + i);
                for (int j = 0; j < stretch; j++) {
                    columns[column + j] += factor * entries[i + j];
                }
                i += stretch;
            }
        }
    }

    /** Overwrites the rows' vector with the product of the matrix and the columns'. */
    private void multiply(Tensor matrix, MatrixLayout layout) {
        Arrays.fill(rows, 0, layout.rows(), 0);
        for (long first = 0; first < layout.length(); first += CHUNK) {
            int count = chunk(layout, first);
            matrix.read(first, entries, count);
            for (int i = 0; i < count; ) {
                int stretch = Math.min(layout.restOfRow(first + i), count - i);
                rows[layout.row(first + i)] += innerProduct(i, columns, layout.column(first + i), stretch);
                i += stretch;
            }
        }
    }

    /**
     * The inner product of a stretch of the entries with one of a vector. Products are added in
     * pairs: Java compiles such loops to vector instructions, and a running sum it does not.
     */
    private double innerProduct(int from, double[] vector, int at, int length) {
        for (int i = 0; i < length; i++) {
            products[i] = entries[from + i] * vector[at + i];
        }
        int left = length;
        while (left > 1) {
            int half = (left + 1) / 2;
            for (int i = 0; i < left - half; i++) {
                products[i] += products[half + i];
            }
            left = half;
        }
        return products[0];
    }

    /** Divides a vector by its length, and returns the length; a vector of zeros stays. */
    private static double normalise(double[] vector, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += vector[i] * vector[i];
        }
        double norm = Math.sqrt(sum);
        if (norm != 0) {
            for (int i = 0; i < length; i++) {
                vector[i] /= norm;
            }
        }
        return norm;
    }

    private void prepare(MatrixLayout layout) {
        if (rows.length < layout.rows()) {
            rows = new double[layout.rows()];
        }
        if (columns.length < layout.width()) {
            columns = new double[layout.width()];
        }
    }

    private static int chunk(MatrixLayout layout, long first) {
        return (int) Math.min(CHUNK, layout.length() - first);
    }
}
