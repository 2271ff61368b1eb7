package org.ganlib.losses.numeric;

/** σ(x) = 1/(1 + e^{−x}), the derivative of softplus. */
public final class Logistic {
    private Logistic() {}

    /** σ(x), to full relative precision for every x. */
    public static double of(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double small = Math.exp(x);
        return small / (1 + small);
    }
}
