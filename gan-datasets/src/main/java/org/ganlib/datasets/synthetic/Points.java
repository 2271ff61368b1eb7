package org.ganlib.datasets.synthetic;

/** Arithmetic of points that several laws share. */
final class Points {
    private Points() {}

    /** @throws IllegalArgumentException unless the point has as many coordinates */
    static void requireDimension(double[] point, int dimension) {
        if (point.length != dimension) {
            throw new IllegalArgumentException(
                    "a point has " + dimension + " coordinates here, was given " + point.length);
        }
    }

    /** log Σ exp of the first {@code count} terms without overflow; −∞ of none. */
    static double logSumExp(double[] terms, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, terms[i]);
        }
        if (Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(terms[i] - largest);
        }
        return largest + Math.log(sum);
    }

    /**
     * The logarithm of the density of a round normal distribution at a distance from its centre.
     */
    static double logNormal(double squaredDistance, double std, int dimension) {
        return -squaredDistance / (2 * std * std) - dimension * Math.log(std * Math.sqrt(2 * Math.PI));
    }
}
