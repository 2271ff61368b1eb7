package org.ganlib.metrics.distance;

/** Optimal transport between numbers on a line, where sorting solves it. */
final class SortedTransport {
    private SortedTransport() {}

    /**
     * Adds the pieces of {@code ∫₀¹ |F⁻¹(u) − G⁻¹(u)|ᵖ du} of the empirical distributions to a sum;
     * with all weights 1, Wₚ is its p-th root.
     *
     * @param a ascending, at least one number
     * @param b ascending, at least one number
     */
    static void addTo(PowerMean mean, double[] a, double[] b) {
        int i = 0;
        int j = 0;
        // Positions in units of 1/(n·m), so that both sets' steps are whole numbers.
        long n = a.length;
        long m = b.length;
        long position = 0;
        while (i < n && j < m) {
            long end = Math.min((i + 1) * m, (j + 1) * n);
            mean.add(Math.abs(a[i] - b[j]), (double) (end - position));
            position = end;
            if ((i + 1) * m == end) {
                i++;
            }
            if ((j + 1) * n == end) {
                j++;
            }
        }
    }

    /** W₁ of two sets of numbers on a line. */
    static double distance(double[] a, double[] b) {
        PowerMean mean = new PowerMean(1);
        addTo(mean, a, b);
        return mean.value();
    }
}
