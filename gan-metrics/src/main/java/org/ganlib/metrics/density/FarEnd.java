package org.ganlib.metrics.density;

import java.util.function.DoubleUnaryOperator;

/**
 * A function φ(w) as w → 0: A + C·w^a, or A + C·log w for a = 0. Fitted to three values equally
 * spaced in log w, as far out as double precision goes. Both ends of a convex f have this form: f
 * itself for u → 0, and f(u)/u by w = 1/u for u → ∞.
 *
 * @param from the fit is for log w below this
 * @param constant A
 * @param factor C
 * @param exponent a; where it is negative, φ grows like a power
 */
record FarEnd(double from, double constant, double factor, double exponent) {
    /** e^±690 is within the range of double with something to spare. */
    private static final double OUTERMOST = 690;

    private static final double SHORTENING = 0.95;
    /** Differences below this, relative to the values, are rounding. */
    private static final double ROUNDING = 1e-9;
    /** Exponents below this are a logarithm's. */
    private static final double LOGARITHM = 1e-10;

    /**
     * Fits φ.
     *
     * @param phi log w to φ(w), in any range that reaches beyond −10; where it overflows it is
     *     infinite or NaN
     */
    static FarEnd fit(DoubleUnaryOperator phi) {
        double outer = OUTERMOST;
        while (!Double.isFinite(phi.applyAsDouble(-outer))) {
            outer *= SHORTENING;
        }
        double from = -outer / 2;
        double step = outer / 4;
        double first = phi.applyAsDouble(from);
        double second = phi.applyAsDouble(from - step);
        double third = phi.applyAsDouble(from - 2 * step);
        double ratio = (third - second) / (second - first);
        if (Math.abs(second - first) <= ROUNDING * Math.max(1, Math.abs(first)) || !(ratio > 0)) {
            return new FarEnd(from, first, 0, 1);
        }
        double exponent = -Math.log(ratio) / step;
        if (Math.abs(exponent) < LOGARITHM) {
            double slope = (first - third) / (2 * step);
            return new FarEnd(from, first - slope * from, slope, 0);
        }
        double factor = (second - first) / (Math.exp(exponent * from) * Math.expm1(-exponent * step));
        return new FarEnd(from, first - factor * Math.exp(exponent * from), factor, exponent);
    }

    /**
     * Returns true if φ grows like a power of 1/w, so that what it is multiplied with decides
     * whether an integral is finite.
     */
    boolean grows() {
        return factor != 0 && exponent < 0;
    }

    /** log φ(w) from log w, without forming φ(w); −∞ where rounding makes φ negative. */
    double logValue(double logW) {
        if (factor == 0) {
            return logOf(constant);
        }
        if (exponent == 0) {
            return logOf(constant + factor * logW);
        }
        if (exponent > 0) {
            return logOf(constant + factor * Math.exp(exponent * logW));
        }
        return Math.log(factor) + exponent * logW + Math.log1p(constant / factor * Math.exp(-exponent * logW));
    }

    /** φ(w) from log w, ±∞ where it overflows; log w may be −∞. */
    double value(double logW) {
        if (factor == 0) {
            return constant;
        }
        return constant + factor * (exponent == 0 ? logW : Math.exp(exponent * logW));
    }

    /** dφ/d log w = w·φ′(w). */
    double slope(double logW) {
        return exponent == 0 ? factor : factor * exponent * Math.exp(exponent * logW);
    }

    private static double logOf(double value) {
        return value > 0 ? Math.log(value) : Double.NEGATIVE_INFINITY;
    }
}
