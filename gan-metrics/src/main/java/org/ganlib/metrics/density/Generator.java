package org.ganlib.metrics.density;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * The convex function f of an f-divergence without its linear part, k(u) = f(u) − f(1) − f′(1)·(u −
 * 1) ≥ 0. As p and q have the same mass, ∫ q f(p/q) = f(1) + ∫ q k(p/q), and the integral on the
 * right has no terms that cancel.
 *
 * <p>Everything is in logarithms: where u = p/q leaves the range of double, q·k(p/q) need not.
 */
final class Generator {
    /**
     * Within this of u = 1, f(u) − f(1) − f′(1)(u − 1) cancels; k is then integrated from f′, which
     * loses half as many digits.
     */
    private static final double NEAR_ONE = 1e-2;

    /** The 5-point Gauss–Legendre rule on [0, 1]. */
    private static final double[] NODES = {
        0.046910077030668004, 0.23076534494715845, 0.5, 0.7692346550528415, 0.953089922969332
    };

    private static final double[] WEIGHTS = {
        0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324, 0.11846344252809454
    };

    private final ScalarFunction f;
    private final double atOne;
    private final double slopeAtOne;
    private final double limitAtZero;
    private final double slopeLimit;
    private final FarEnd towardsZero;
    private final FarEnd towardsInfinity;

    /**
     * The generator f.
     *
     * @param limitAtZero f(0), possibly infinite
     * @param slopeLimit the limit of f′(u) for u → ∞, possibly infinite
     */
    Generator(ScalarFunction f, double limitAtZero, double slopeLimit) {
        this.f = f;
        this.atOne = f.value(1);
        this.slopeAtOne = f.derivative(1);
        this.limitAtZero = limitAtZero - atOne + slopeAtOne;
        this.slopeLimit = slopeLimit - slopeAtOne;
        this.towardsZero = FarEnd.fit(s -> reduced(Math.exp(s)));
        this.towardsInfinity = FarEnd.fit(s -> reduced(Math.exp(-s)) * Math.exp(s));
    }

    /** The generator of a divergence; f′ tends to the upper end of the conjugate's domain. */
    static Generator of(FDivergence divergence) {
        double zero = divergence.f().value(0);
        return new Generator(
                divergence.f(),
                Double.isNaN(zero) ? divergence.f().value(Double.MIN_NORMAL) : zero,
                divergence.conjugateDomain().high());
    }

    /** f(1), the value for P = Q. */
    double atOne() {
        return atOne;
    }

    /** f′(1). */
    double slopeAtOne() {
        return slopeAtOne;
    }

    /** k(0): what each unit of Q's mass costs where P has none. */
    double limitAtZero() {
        return limitAtZero;
    }

    /** lim k(u)/u for u → ∞: what each unit of P's mass costs where Q has none. */
    double slopeLimit() {
        return slopeLimit;
    }

    /** The behaviour of k(u) for u → 0. */
    FarEnd towardsZero() {
        return towardsZero;
    }

    /** The behaviour of k(u)/u for w = 1/u → 0. */
    FarEnd towardsInfinity() {
        return towardsInfinity;
    }

    /** log(q·k(p/q)) where p and q are positive. */
    double logTerm(double logP, double logQ) {
        double logU = logP - logQ;
        if (logU < towardsZero.from()) {
            return logQ + towardsZero.logValue(logU);
        }
        if (-logU < towardsInfinity.from()) {
            return logP + towardsInfinity.logValue(-logU);
        }
        double difference = Math.expm1(logU);
        double k = Math.abs(difference) < NEAR_ONE ? nearOne(difference) : reduced(Math.exp(logU));
        // NaN where both densities are too small for their ratio to mean anything.
        return k > 0 ? logQ + Math.log(k) : Double.NEGATIVE_INFINITY;
    }

    /** k(u), where u does not overflow; u may be 0. */
    double value(double logU) {
        return logU < towardsZero.from() ? towardsZero.value(logU) : reduced(Math.exp(logU));
    }

    /** u·k′(u), where u does not overflow; u may be 0. */
    double slope(double logU) {
        double u = Math.exp(logU);
        return logU < towardsZero.from() ? towardsZero.slope(logU) : u * (f.derivative(u) - slopeAtOne);
    }

    private double reduced(double u) {
        return f.value(u) - atOne - slopeAtOne * (u - 1);
    }

    /** ∫ from 0 to d of f′(1 + h) − f′(1). */
    private double nearOne(double d) {
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            sum += WEIGHTS[i] * (f.derivative(1 + d * NODES[i]) - slopeAtOne);
        }
        return d * sum;
    }
}
