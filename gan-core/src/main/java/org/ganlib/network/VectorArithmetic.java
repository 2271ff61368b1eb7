package org.ganlib.network;

import org.ganlib.tensor.Tensor;

/**
 * Arithmetic on whole vectors that lie in an engine's memory, where a device carries out an update
 * without a visit to the host. All operations work element by element, in the precision of the
 * vectors; scalars are rounded to it. Vectors of one operation have equal lengths. Used by one
 * thread.
 */
public interface VectorArithmetic {
    /** y ← y + a x; x may be y. */
    void addScaled(Tensor y, double a, Tensor x);

    /** y ← a y + b x. */
    void mix(Tensor y, double a, double b, Tensor x);

    /** y ← a y + b x². */
    void mixSquares(Tensor y, double a, double b, Tensor x);

    /** y ← y + a (x − y), which leaves y as it is, to the bit, where x is the same. */
    void approach(Tensor y, double a, Tensor x);

    /** y ← y + a x / (√s + ε). */
    void addQuotient(Tensor y, double a, Tensor x, Tensor s, double epsilon);

    /** y ← min(max(y, low), high). NaN stays NaN. */
    void clamp(Tensor y, double low, double high);

    /** Adds the sum of 0·x to the one number y: it stays 0 as long as all numbers are finite. */
    void addZeros(Tensor y, Tensor x);

    /**
     * Adam's update, which an engine may carry out at once:
     *
     * <pre>
     * m ← β₁m + (1 − β₁)g
     * v ← β₂v + (1 − β₂)g²
     * θ ← θ − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)
     * </pre>
     *
     * @param t the number of updates with this one, ≥ 1
     */
    default void adam(
            Tensor theta,
            Tensor g,
            Tensor m,
            Tensor v,
            double beta1,
            double beta2,
            double eta,
            double epsilon,
            long t) {
        mix(m, beta1, 1 - beta1, g);
        mixSquares(v, beta2, 1 - beta2, g);
        double updates = (double) t;
        double rate = eta * Math.sqrt(1 - Math.pow(beta2, updates)) / (1 - Math.pow(beta1, updates));
        addQuotient(theta, -rate, m, v, epsilon);
    }
}
