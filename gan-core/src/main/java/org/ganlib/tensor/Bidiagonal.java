package org.ganlib.tensor;

/** The largest singular value of a lower bidiagonal matrix. */
final class Bidiagonal {
    private static final int BISECTIONS = 60;

    private Bidiagonal() {}

    /**
     * The norm of the matrix B with (size + 1) × size entries. Its square is the largest eigenvalue
     * of the tridiagonal matrix BᵀB, which is found by bisection with Sturm's sequence.
     *
     * @param diagonal the entries (i, i)
     * @param below the entries (i + 1, i)
     * @return the norm to rounding; NaN if an entry is not a number
     */
    static double norm(double[] diagonal, double[] below, int size) {
        double most = 0;
        for (int i = 0; i < size; i++) {
            // By Gershgorin's theorem no eigenvalue is larger than the largest sum of a row.
            double before = i == 0 ? 0 : diagonal[i] * below[i - 1];
            double after = i == size - 1 ? 0 : diagonal[i + 1] * below[i];
            most = Math.max(most, square(diagonal, below, i) + before + after);
        }
        double low = 0;
        double high = most;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (hasEigenvalueAbove(middle, diagonal, below, size)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(high);
    }

    private static double square(double[] diagonal, double[] below, int i) {
        return diagonal[i] * diagonal[i] + below[i] * below[i];
    }

    /** Tells whether a pivot of BᵀB − bound is positive. */
    private static boolean hasEigenvalueAbove(double bound, double[] diagonal, double[] below, int size) {
        double pivot = square(diagonal, below, 0) - bound;
        for (int i = 1; i < size && pivot < 0; i++) {
            double beside = diagonal[i] * below[i - 1];
            pivot = square(diagonal, below, i) - bound - beside * beside / pivot;
        }
        return !(pivot < 0);
    }
}
