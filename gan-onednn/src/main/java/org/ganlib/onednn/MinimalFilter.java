package org.ganlib.onednn;

import java.util.List;

/**
 * F(m, r): m neighbouring results of a filter of r taps by m + r − 1 multiplications, y = A [(G w) ⊙ (B d)] with the m + r − 1 data d (Winograd,
 * Arithmetic Complexity of Computations, 1980; for networks Lavin and Gray 2016). Made by Toom's and Cook's interpolation: filter and data are
 * polynomials, multiplied where they are evaluated, at m + r − 2 points and at infinity.
 *
 * <p>Of the sets of points that give exact coefficients these round least (Barabasz et al. 2020): with 256 channels of normal numbers
 * F(4 × 4, 3 × 3) has a root mean square error of 1.2e-6 relative to that of the results, where a convolution in float has 2.5e-7.
 *
 * @param results m
 * @param taps r
 */
record MinimalFilter(int results, int taps) {
    private static final List<Double> POINTS = List.of(0.0, 1.0, -1.0, 2.0, -0.5);

    MinimalFilter {
        if (results + taps - 2 > POINTS.size()) {
            throw new IllegalArgumentException("F(" + results + ", " + taps + ") needs more points than " + POINTS);
        }
    }

    /** Multiplications, and numbers that the results depend on. */
    int products() {
        return results + taps - 1;
    }

    int productsOfBothAxes() {
        return products() * products();
    }

    /** B, [products, products]. */
    double[][] ofData() {
        int finite = products() - 1;
        double[][] b = new double[products()][products()];
        for (int i = 0; i < finite; i++) {
            multiplyOut(b[i], i);
        }
        multiplyOut(b[finite], finite);
        return b;
    }

    /** G, [products, taps]. */
    double[][] ofTaps() {
        int finite = products() - 1;
        double[][] g = new double[products()][taps];
        for (int i = 0; i < finite; i++) {
            double distances = 1;
            for (int other = 0; other < finite; other++) {
                distances *= other == i ? 1 : POINTS.get(i) - POINTS.get(other);
            }
            for (int j = 0; j < taps; j++) {
                g[i][j] = Math.pow(POINTS.get(i), j) / distances;
            }
        }
        g[finite][taps - 1] = 1;
        return g;
    }

    /** G for taps in the opposite order. */
    double[][] ofTapsReversed() {
        double[][] g = ofTaps();
        for (double[] row : g) {
            for (int j = 0; j < taps / 2; j++) {
                double first = row[j];
                row[j] = row[taps - 1 - j];
                row[taps - 1 - j] = first;
            }
        }
        return g;
    }

    /** A, [results, products]. */
    double[][] ofProducts() {
        int finite = products() - 1;
        double[][] a = new double[results][products()];
        for (int j = 0; j < results; j++) {
            for (int i = 0; i < finite; i++) {
                a[j][i] = Math.pow(POINTS.get(i), j);
            }
        }
        a[results - 1][finite] = 1;
        return a;
    }

    /** What a matrix does along one axis, along two: its Kronecker product with itself. */
    static double[][] alongBothAxes(double[][] matrix) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        double[][] both = new double[rows * rows][columns * columns];
        for (int i = 0; i < rows * rows; i++) {
            for (int j = 0; j < columns * columns; j++) {
                both[i][j] = matrix[i / rows][j / columns] * matrix[i % rows][j % columns];
            }
        }
        return both;
    }

    static double[][] transposed(double[][] matrix) {
        double[][] result = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return result;
    }

    /** The coefficients of Π (x − point), lowest power first, over all finite points but one. */
    private void multiplyOut(double[] coefficients, int without) {
        coefficients[0] = 1;
        int degree = 0;
        for (int i = 0; i < products() - 1; i++) {
            if (i != without) {
                degree++;
                for (int power = degree; power >= 0; power--) {
                    coefficients[power] =
                            (power == 0 ? 0 : coefficients[power - 1]) - POINTS.get(i) * coefficients[power];
                }
            }
        }
    }
}
