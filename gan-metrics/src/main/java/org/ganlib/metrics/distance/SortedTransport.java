package org.ganlib.metrics.distance;

/** Optimal transport between numbers on a line, where sorting solves it. */
final class SortedTransport {
    private SortedTransport() {}

    /**
     * {@code ∫₀¹ |F⁻¹(u) − G⁻¹(u)|ᵖ du} of the empirical distributions; Wₚ is its p-th root.
     *
     * @param a ascending, at least one number
     * @param b ascending, at least one number
     * @param order p, ≥ 1
     */
    static double cost(double[] a, double[] b, double order) {
        double sum = 0;
        int i = 0;
        int j = 0;
        // Positions in units of 1/(n·m), so that both sets' steps are whole numbers.
        long n = a.length;
        long m = b.length;
        long position = 0;
        while (i < n && j < m) {
            long end = Math.min((i + 1) * m, (j + 1) * n);
            sum += (end - position) * power(Math.abs(a[i] - b[j]), order);
            position = end;
            if ((i + 1) * m == end) {
                i++;
            }
            if ((j + 1) * n == end) {
                j++;
            }
        }
        return sum / ((double) n * m);
    }

    /** {@code distance^order}, exact for the usual orders. */
    static double power(double distance, double order) {
        if (order == 1) {
            return distance;
        }
        return order == 2 ? distance * distance : Math.pow(distance, order);
    }

    /** The p-th root of a cost. */
    static double root(double cost, double order) {
        if (order == 1) {
            return cost;
        }
        return order == 2 ? Math.sqrt(cost) : Math.pow(cost, 1 / order);
    }
}
