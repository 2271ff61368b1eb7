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

/** The mean of examples and the orthonormal directions in which they vary most. */
public final class PrincipalAxes {
    private static final int ROWS = 1024;

    private final double[] mean;
    private final double[][] axes;

    private PrincipalAxes(double[] mean, double[][] axes) {
        this.mean = mean;
        this.axes = axes;
    }

    /**
     * The directions of the largest variances, in descending order; each has its largest component positive.
     *
     * @param most at most so many; no more than there are coordinates or examples
     */
    public static PrincipalAxes of(Examples examples, int most) {
        int d = examples.shape().elements();
        double[] mean = Centre.of(examples);
        int count = Math.min(most, Math.min(d, examples.count()));
        try (DoublePointer covariance = scatter(examples, mean);
                DoublePointer values = new DoublePointer(d)) {
            int code = LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', d, covariance, d, values);
            if (code != 0) {
                throw new IllegalStateException("LAPACK's dsyevd ended with code " + code);
            }
            double[][] axes = new double[count][d];
            for (int c = 0; c < count; c++) {
                covariance.position((long) (d - 1 - c) * d).get(axes[c]);
                orient(axes[c]);
            }
            covariance.position(0);
            return new PrincipalAxes(mean, axes);
        }
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

    private static void orient(double[] axis) {
        double largest = 0;
        for (double component : axis) {
            largest = Math.abs(component) > Math.abs(largest) ? component : largest;
        }
        if (largest < 0) {
            Arrays.setAll(axis, k -> -axis[k]);
        }
    }

    /** How many directions there are. */
    public int count() {
        return axes.length;
    }

    /** Each example's coordinates along the directions, one behind the other. */
    public float[] coordinates(Examples examples) {
        float[] coordinates = new float[Math.multiplyExact(examples.count(), axes.length)];
        double[] centred = new double[mean.length];
        for (int i = 0; i < examples.count(); i++) {
            for (int k = 0; k < mean.length; k++) {
                centred[k] = examples.values()[i * mean.length + k] - mean[k];
            }
            for (int c = 0; c < axes.length; c++) {
                double sum = 0;
                for (int k = 0; k < mean.length; k++) {
                    sum += centred[k] * axes[c][k];
                }
                coordinates[i * axes.length + c] = (float) sum;
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
