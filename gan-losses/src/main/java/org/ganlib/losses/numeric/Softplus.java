package org.ganlib.losses.numeric;

/** sp(x) = log(1 + e^x) = −log σ(−x). */
public final class Softplus {
    /**
     * Below this, sp(x) and e^x are the same number: they differ by a factor 1 − e^x/2, and e⁻⁴⁰ is
     * under half a rounding error.
     */
    private static final double TAIL = -40;

    private Softplus() {}

    /**
     * sp(x) = max(x, 0) + log(1 + e^{−|x|}), to full relative precision; 0 where e^x underflows.
     */
    public static double of(double x) {
        return Math.max(x, 0) + logOfOnePlus(Math.exp(-Math.abs(x)));
    }

    /**
     * log(1 + z) for z in [0, 1], to full relative precision: the second term is what rounding took
     * from 1 + z, to first order. Half the time of {@link Math#log1p}.
     */
    public static double logOfOnePlus(double z) {
        double sum = 1 + z;
        return Math.log(sum) + (z - (sum - 1)) / sum;
    }

    /** log sp(x), finite also where sp(x) underflows: for x → −∞ it is x. */
    public static double logOf(double x) {
        return x < TAIL ? x : Math.log(of(x));
    }
}
