package org.ganlib.metrics.linear;

import static org.bytedeco.openblas.global.openblas_full.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasUpper;
import static org.bytedeco.openblas.global.openblas_full.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas_full.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas_full.cblas_dsyrk;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.ganlib.spi.Examples;

/**
 * The mean of examples, and the orthonormal directions of their largest variances. Both depend on
 * the examples only, not on their order. A direction whose variance is 0 up to rounding is left
 * out. If directions have equal variances, any rotation of them would do; the ones nearest to the
 * first coordinates are chosen.
 */
public final class PrincipalAxes {
    private static final int ROWS = 1024;
    /**
     * The smallest difference of two variances, in multiples of their rounding error, that counts.
     * If variances differ by less, rounding may mix their directions.
     */
    private static final double APART = 64;
    /** Numbers that differ by less are the same but for rounding. */
    private static final double SAME = 1e-6;

    private final double[] mean;
    private final double[][] axes;

    private PrincipalAxes(double[] mean, double[][] axes) {
        this.mean = mean;
        this.axes = axes;
    }

    /**
     * The directions of the largest variances, in descending order; in each, the first of its
     * largest components is positive.
     *
     * @param most the largest number of directions; fewer where the examples vary in fewer
     *     directions, none where all are equal
     */
    public static PrincipalAxes of(Examples examples, int most) {
        int d = examples.shape().elements();
        double[] mean = Centre.of(examples);
        try (DoublePointer covariance = scatter(examples, mean);
                DoublePointer values = new DoublePointer(d)) {
            int code = LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', d, covariance, d, values);
            if (code != 0) {
                throw new IllegalStateException("LAPACK's dsyevd ended with code " + code);
            }
            double[] variances = new double[d];
            for (int c = 0; c < d; c++) {
                variances[c] = Math.max(0, values.get(d - 1 - c));
            }
            // The possible error of the sums over examples and coordinates.
            double rounding = Math.max(d, examples.count()) * Math.ulp(1.0) * variances[0];
            int rank = 0;
            while (rank < Math.min(d, examples.count() - 1) && variances[rank] > rounding) {
                rank++;
            }
            double[][] axes = new double[Math.min(most, rank)][];
            for (int from = 0; from < axes.length; ) {
                int to = from + 1;
                while (to < rank && variances[to - 1] - variances[to] <= APART * rounding) {
                    to++;
                }
                double[][] found = new double[to - from][d];
                for (int c = from; c < to; c++) {
                    covariance.position((long) (d - 1 - c) * d).get(found[c - from]);
                }
                int wanted = Math.min(to, axes.length) - from;
                System.arraycopy(nearestToCoordinates(found, wanted), 0, axes, from, wanted);
                from = to;
            }
            covariance.position(0);
            return new PrincipalAxes(mean, axes);
        }
    }

    /**
     * The first vectors of an orthonormal basis of a subspace that depends only on the subspace,
     * not on the vectors that span it. Each basis vector is the projection of the coordinate axis
     * that lies nearest to the remaining subspace; if several are equally near, of the first one.
     */
    private static double[][] nearestToCoordinates(double[][] span, int wanted) {
        int d = span[0].length;
        double[][] basis = new double[wanted][];
        double[][] left = span;
        for (int b = 0; b < wanted; b++) {
            double[] squares = new double[d];
            for (double[] vector : left) {
                for (int k = 0; k < d; k++) {
                    squares[k] += vector[k] * vector[k];
                }
            }
            int nearest = firstOfLargest(squares);
            double[] axis = new double[d];
            for (double[] vector : left) {
                add(axis, vector, vector[nearest] / Math.sqrt(squares[nearest]));
            }
            double[] product = new double[left.length];
            for (int c = 0; c < left.length; c++) {
                product[c] = left[c][nearest] / Math.sqrt(squares[nearest]);
            }
            double[][] rest = new double[left.length][];
            for (int c = 0; c < left.length; c++) {
                rest[c] = left[c].clone();
                add(rest[c], axis, -product[c]);
            }
            left = rest;
            // No component is larger than that of the coordinate projected, which is positive.
            basis[b] = axis;
        }
        return basis;
    }

    private static void add(double[] sum, double[] vector, double factor) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += factor * vector[k];
        }
    }

    private static int firstOfLargest(double[] values) {
        double largest = Arrays.stream(values).max().orElseThrow();
        int first = 0;
        while (values[first] < (1 - SAME) * largest) {
            first++;
        }
        return first;
    }

    /** The upper triangle of the sum of x·xᵀ over centred examples. */
    private static DoublePointer scatter(Examples examples, double[] mean) {
        int d = mean.length;
        DoublePointer sum = new DoublePointer((long) d * d);
        sum.zero();
        try (DoublePointer block = new DoublePointer((long) ROWS * d)) {
            double[] column = new double[d];
            for (int from = 0; from < examples.count(); from += ROWS) {
                int rows = Math.min(ROWS, examples.count() - from);
                for (int i = 0; i < rows; i++) {
                    int start = (from + i) * d;
                    for (int k = 0; k < d; k++) {
                        column[k] = examples.values()[start + k] - mean[k];
                    }
                    block.position((long) i * d).put(column);
                }
                block.position(0);
                cblas_dsyrk(CblasColMajor, CblasUpper, CblasNoTrans, d, rows, 1, block, d, 1, sum, d);
            }
        }
        return sum;
    }

    /** The number of directions. */
    public int count() {
        return axes.length;
    }

    /** Each example's coordinates along the directions, one behind the other. */
    public float[] coordinates(Examples examples) {
        return coordinates(examples, axes.length);
    }

    /** The same with {@code columns} coordinates, of which those beyond the directions are 0. */
    public float[] coordinates(Examples examples, int columns) {
        float[] coordinates = new float[Math.multiplyExact(examples.count(), columns)];
        double[] centred = new double[mean.length];
        for (int i = 0; i < examples.count(); i++) {
            for (int k = 0; k < mean.length; k++) {
                centred[k] = examples.values()[i * mean.length + k] - mean[k];
            }
            for (int c = 0; c < Math.min(columns, axes.length); c++) {
                double sum = 0;
                for (int k = 0; k < mean.length; k++) {
                    sum += centred[k] * axes[c][k];
                }
                coordinates[i * columns + c] = (float) sum;
            }
        }
        return coordinates;
    }

    /** Mean and directions, one behind the other: all that determines the coordinates. */
    public double[] numbers() {
        double[] numbers = Arrays.copyOf(mean, mean.length * (1 + axes.length));
        for (int c = 0; c < axes.length; c++) {
            System.arraycopy(axes[c], 0, numbers, mean.length * (1 + c), mean.length);
        }
        return numbers;
    }
}
