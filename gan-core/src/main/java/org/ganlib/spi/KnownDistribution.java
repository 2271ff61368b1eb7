package org.ganlib.spi;

import java.util.Arrays;
import java.util.Optional;

/**
 * A distribution whose density is known exactly, so that exact divergences and what a perfect
 * sampler would score can be computed. Safe for use by several threads.
 */
public interface KnownDistribution {
    /** The number of coordinates a point has, ≥ 1. */
    int dimension();

    /**
     * The natural logarithm of the density with respect to volume, in nats; −∞ where there is none.
     *
     * @param point its coordinates, in the data's units
     * @throws IllegalArgumentException unless there are as many coordinates as {@link #dimension()}
     */
    double logDensity(double[] point);

    /**
     * The modes of the distribution, if it is a mixture of isotropic normal distributions of one
     * standard deviation.
     */
    default Optional<Modes> modes() {
        return Optional.empty();
    }

    /**
     * The components {@code N(centreᵢ, std²·I)} of a mixture.
     *
     * <p>A draw lies within r standard deviations of the centre it came from with the probability
     * P(χ²_d ≤ r²) in d dimensions: 1 − e^(−r²/2) for points of the plane, so 98.889 % for r = 3.
     */
    final class Modes {
        private final double[][] centres;
        private final double[] weights;
        private final double std;

        /**
         * Copies the arrays.
         *
         * @param centres one point per mode, at least one, all of as many coordinates
         * @param weights the share of each mode, > 0, together 1
         * @param std the standard deviation of each coordinate around its centre, > 0
         * @throws IllegalArgumentException if the numbers break these rules
         */
        public Modes(double[][] centres, double[] weights, double std) {
            if (centres.length == 0 || centres.length != weights.length) {
                throw new IllegalArgumentException("there must be as many weights as centres, at least one: were "
                        + weights.length + " and " + centres.length);
            }
            if (Arrays.stream(centres).anyMatch(c -> c.length != centres[0].length)) {
                throw new IllegalArgumentException("all centres must have as many coordinates");
            }
            if (Arrays.stream(weights).anyMatch(w -> !(w > 0))
                    || Math.abs(Arrays.stream(weights).sum() - 1) > 1e-9) {
                throw new IllegalArgumentException(
                        "weights must be > 0 and together 1, were " + Arrays.toString(weights));
            }
            if (!(std > 0) || Double.isInfinite(std)) {
                throw new IllegalArgumentException("std must be > 0, was " + std);
            }
            this.centres = copyOf(centres);
            this.weights = weights.clone();
            this.std = std;
        }

        /** The number of modes. */
        public int count() {
            return weights.length;
        }

        /** A copy of the centres: mode, then coordinate. */
        public double[][] centres() {
            return copyOf(centres);
        }

        /** A copy of the shares. */
        public double[] weights() {
            return weights.clone();
        }

        /** The standard deviation of each coordinate around its centre. */
        public double std() {
            return std;
        }

        private static double[][] copyOf(double[][] points) {
            return Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
        }
    }
}
