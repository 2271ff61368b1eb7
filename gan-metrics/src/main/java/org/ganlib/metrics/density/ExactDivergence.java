package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;

/**
 * Divergences between two known densities as exact integrals, to a relative error of 10⁻⁶ or better.
 *
 * <pre>{@code
 * D_f(P‖Q) = ∫ q f(p/q) dx + f(0)·Q(p = 0) + f′(∞)·P(q = 0)      P the data, Q the model
 * }</pre>
 *
 * Whether a divergence is infinite is decided from the densities' tails and supports and from how f grows at 0 and ∞, not from the size
 * of a sum. A finite value beyond the largest double is returned as infinite too.
 */
public final class ExactDivergence {
    /** (u − 1)²/(u + 1). */
    private static final ScalarFunction TRIANGULAR = new ScalarFunction() {
        @Override
        public double value(double u) {
            return (u - 1) / (u + 1) * (u - 1);
        }

        @Override
        public double derivative(double u) {
            return (u - 1) / (u + 1) * (1 + 2 / (u + 1));
        }
    };

    /** Beyond u = e^±20 the terms of the bound cancel to rounding. */
    private static final double DIRECT = 20;

    private final KnownDensity p;
    private final KnownDensity q;
    private final Interval common;

    /** The densities of the data, {@code p}, and of the model, {@code q}. */
    public ExactDivergence(KnownDensity p, KnownDensity q) {
        this.p = p;
        this.q = q;
        this.common = Interval.closed(
                Math.max(p.support().low(), q.support().low()),
                Math.min(p.support().high(), q.support().high()));
    }

    /** D_f(P‖Q). */
    public double value(FDivergence divergence) {
        return value(Generator.of(divergence));
    }

    /**
     * The variational bound E_P[T] − E_Q[f*(T)] at the optimal critic T = f′(p/q), integrated by itself: equal to {@link #value} by theory,
     * not by construction. For u = p/q beyond e^±20, where f* cannot be told from its limit in double precision, and where a density
     * is 0, the equality f(u) = u·f′(u) − f*(f′(u)) is used.
     */
    public double bound(FDivergence divergence) {
        Generator generator = Generator.of(divergence);
        double slope = generator.slopeAtOne();
        return integral(generator, (logP, logQ) -> {
            double logU = logP - logQ;
            double critic = divergence.optimalCritic(Math.exp(logU));
            // ∫ (p − q)·f′(1) = 0 is subtracted from the integrand, which leaves nothing to cancel between places.
            double gain = Math.exp(logP) * (critic - slope);
            double cost = Math.exp(logQ) * (divergence.conjugate(critic) - slope + generator.atOne());
            boolean direct = Math.abs(logU) <= DIRECT && Double.isFinite(gain) && Double.isFinite(cost);
            return direct ? gain - cost : Math.exp(generator.logTerm(logP, logQ));
        });
    }

    /**
     * The triangular discrimination ∫(p − q)²/(p + q), in [0, 2]. It is the Pearson divergence D_f(2q ‖ p + q), f(u) = (u − 1)²; the paper on
     * least squares writes it χ²(p + q ‖ 2q), because it divides by the first argument.
     */
    public double triangular() {
        return value(new Generator(TRIANGULAR, 1, 1));
    }

    private interface Term {
        double of(double logP, double logQ);
    }

    private double value(Generator generator) {
        return integral(generator, (logP, logQ) -> Math.exp(generator.logTerm(logP, logQ)));
    }

    private double integral(Generator generator, Term term) {
        boolean dataBeyond = beyond(p, q);
        boolean modelBeyond = beyond(q, p);
        if ((dataBeyond && generator.slopeLimit() == Double.POSITIVE_INFINITY)
                || (modelBeyond && generator.limitAtZero() == Double.POSITIVE_INFINITY)
                || diverges(generator, Side.LEFT)
                || diverges(generator, Side.RIGHT)) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = generator.atOne();
        if (dataBeyond) {
            sum += generator.slopeLimit() * massOutside(p);
        }
        if (modelBeyond) {
            sum += generator.limitAtZero() * massOutside(q);
        }
        if (common.low() < common.high()) {
            DoubleUnaryOperator logTerm = x -> generator.logTerm(p.logDensity(x), q.logDensity(x));
            double[] points = new Panels(landmarks(generator), common).points(logTerm);
            double[] pieces = Panels.withZeros(points, x -> p.logDensity(x) - q.logDensity(x));
            sum += AdaptiveQuadrature.integrate(x -> term.of(p.logDensity(x), q.logDensity(x)), pieces);
        }
        return sum;
    }

    /** Whether {@code inner} has mass where {@code outer} has none. */
    private static boolean beyond(KnownDensity inner, KnownDensity outer) {
        return inner.support().low() < outer.support().low()
                || inner.support().high() > outer.support().high();
    }

    private double massOutside(KnownDensity density) {
        return common.low() < common.high() ? density.cdf(common.low()) + density.survival(common.high()) : 1;
    }

    /** Whether ∫ q k(p/q) diverges towards one end of the line. Only a factor that grows like a power can make it. */
    private boolean diverges(Generator generator, Side side) {
        if (p.tail(side).isEmpty() || q.tail(side).isEmpty()) {
            return false;
        }
        LogQuadratic data = LogQuadratic.dominant(p.tail(side), side);
        LogQuadratic model = LogQuadratic.dominant(q.tail(side), side);
        int ratio = data.combine(1, -1, model).direction(side);
        FarEnd zero = generator.towardsZero();
        FarEnd infinity = generator.towardsInfinity();
        if (ratio < 0 && zero.grows()) {
            return power(data, model, zero.exponent()).direction(side) >= 0;
        }
        return ratio > 0
                && infinity.grows()
                && power(data, model, 1 - infinity.exponent()).direction(side) >= 0;
    }

    /** log of p^a·q^{1−a}, which is q·u^a. */
    private static LogQuadratic power(LogQuadratic data, LogQuadratic model, double a) {
        return data.combine(a, 1 - a, model);
    }

    /** The densities' own landmarks, and the peaks of p^a·q^{1−a} wherever a component of each side makes one. */
    private List<Landmark> landmarks(Generator generator) {
        List<Landmark> landmarks = new ArrayList<>(p.landmarks());
        landmarks.addAll(q.landmarks());
        for (Side side : Side.values()) {
            for (LogQuadratic data : p.tail(side)) {
                for (LogQuadratic model : q.tail(side)) {
                    if (generator.towardsZero().grows()) {
                        addPeak(
                                landmarks,
                                power(data, model, generator.towardsZero().exponent()),
                                side);
                    }
                    if (generator.towardsInfinity().grows()) {
                        addPeak(
                                landmarks,
                                power(
                                        data,
                                        model,
                                        1 - generator.towardsInfinity().exponent()),
                                side);
                    }
                }
            }
        }
        return landmarks;
    }

    private static void addPeak(List<Landmark> landmarks, LogQuadratic log, Side side) {
        if (log.square() < 0) {
            double location = -log.linear() / (2 * log.square());
            if (side.sign() * location > 0) {
                landmarks.add(new Landmark(location, 1 / Math.sqrt(-2 * log.square())));
            }
        } else if (log.direction(side) < 0) {
            // An exponential decay: it is felt over the inverse of its rate, from the first landmark on.
            landmarks.add(new Landmark(landmarks.get(0).location(), 1 / Math.abs(log.linear())));
        }
    }
}
