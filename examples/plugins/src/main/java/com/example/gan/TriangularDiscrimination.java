package com.example.gan;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;

/**
 * The triangular discrimination ∫ (p − q)²/(p + q), also called Vincze–Le Cam divergence, in
 * [0, 2]:
 *
 * <pre>{@code
 * f(u)  = (u − 1)²/(u + 1)                  T*(u)    = 1 − 4/(u + 1)²
 * f*(t) = (1 − s)(3 − s) for −3 ≤ t ≤ 1,    −1 below, with s = √(1 − t)
 * g(v)  = 1 − w(v)                          f*(g(v)) = 3 − 4√w + w for w ≤ 4, −1 above
 * w(v)  = log(1 + e⁻ᵛ)/log 2
 * }</pre>
 *
 * <p>The conjugate is the supremum over u ≥ 0 of u·t − f(u), attained at u = 2/s − 1. Below t = −3
 * it is attained at u = 0, where it is −f(0) = −1. The activation g has the slope 1/log 2 for very
 * negative scores, so that the non-saturating objective keeps its gradient there, and g(0) = 0 =
 * T*(1), so that the score 0 is that of equal densities.
 *
 * @param generatorObjective which objective the generator follows
 */
@PluginName(
        value = "triangular",
        summary = "Triangular discrimination, ∫(p − q)²/(p + q): symmetric and at most 2.",
        paper = "Topsøe, Some Inequalities for Information Divergence, 2000, section 1")
public record TriangularDiscrimination(
        @Setting("what the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** T*(0): below it, f* is constant. */
    private static final double LEAST = -3;

    private static final double LOG_2 = Math.log(2);

    /** The score beyond which 1 + e⁻ᵛ is 1 in double precision. */
    private static final double LARGE = 40;

    /** The non-saturating objective. */
    public TriangularDiscrimination() {
        this(GeneratorObjective.NON_SATURATING);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public TriangularDiscrimination {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    @Override
    public ScalarFunction f() {
        return new Generating();
    }

    @Override
    public double conjugate(double t) {
        if (t >= 1) {
            return t == 1 ? 3 : Double.POSITIVE_INFINITY;
        }
        double s = Math.sqrt(1 - t);
        return t < LEAST ? -1 : (1 - s) * (3 - s);
    }

    /** At t = 1, u·t − f(u) = (3u − 1)/(u + 1) rises to 3, so that f* is finite there too. */
    @Override
    public Interval conjugateDomain() {
        return Interval.upTo(1);
    }

    @Override
    public ScalarFunction outputActivation() {
        return new Activation();
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Fused();
    }

    /** w(v) without overflow. */
    private static double w(double v) {
        double softplus = v > 0 ? Math.log1p(Math.exp(-v)) : -v + Math.log1p(Math.exp(v));
        return softplus / LOG_2;
    }

    /** −w′(v) = σ(−v)/log 2. */
    private static double slope(double v) {
        return (v > 0 ? Math.exp(-v) / (1 + Math.exp(-v)) : 1 / (1 + Math.exp(v))) / LOG_2;
    }

    /** f. */
    private record Generating() implements ScalarFunction {
        @Override
        public double value(double u) {
            return (u - 1) * ((u - 1) / (u + 1));
        }

        @Override
        public double derivative(double u) {
            return 1 - 4 / (u + 1) / (u + 1);
        }
    }

    /** g. */
    private record Activation() implements ScalarFunction {
        @Override
        public double value(double v) {
            return 1 - w(v);
        }

        @Override
        public double derivative(double v) {
            return slope(v);
        }
    }

    /** f* ∘ g. */
    private record Fused() implements ScalarFunction {
        @Override
        public double value(double v) {
            double w = w(v);
            return w > 4 ? -1 : 3 - 4 * Math.sqrt(w) + w;
        }

        @Override
        public double derivative(double v) {
            if (v > LARGE) {
                // Both w and w' underflow before their ratio does: w'/√w is −e^(−v/2)/√(log 2) here.
                return 2 * Math.exp(-v / 2) / Math.sqrt(LOG_2);
            }
            double w = w(v);
            return w > 4 ? 0 : slope(v) * (2 / Math.sqrt(w) - 1);
        }
    }
}
