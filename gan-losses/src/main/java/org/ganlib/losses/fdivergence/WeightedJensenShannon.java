package org.ganlib.losses.fdivergence;

import org.ganlib.losses.numeric.Differentiable;
import org.ganlib.losses.numeric.LogOneMinusExp;
import org.ganlib.losses.numeric.Logistic;
import org.ganlib.losses.numeric.Softplus;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;

/**
 * Weighted Jensen–Shannon divergence, π·KL(P‖M) + (1 − π)·KL(Q‖M) with M = πP + (1 − π)Q, in [0,
 * entropy of (π, 1 − π)].
 *
 * <pre>{@code
 * f(u)  = πu log u − (1 − π + πu) log(1 − π + πu)                 T*(u) = π log(u/(1 − π + πu))
 * f*(t) = (1 − π) log[(1 − π)/(1 − π e^{t/π})] for t < −π log π     g(v)  = −π log π − sp(−v)
 * f*(g(v)) = (1 − π)[log(1 − π) − log(1 − σ(v)^{1/π})]
 * }</pre>
 *
 * With s = sp(−v), σ(v)^{1/π} = e^{−s/π} and f*∘g has the derivative ((1 − π)/π)·(1 −
 * e^{−s})/(e^{s/π} − 1), which tends to 1 − π as s → 0.
 *
 * <p>Scores: values and gradients are finite for every finite batch.
 *
 * @param pi weight of the data in the mixture, in (0, 1); 0.5 by default
 * @param generatorObjective the generator's objective; non-saturating by default, because the
 *     minimax slope vanishes where the critic rejects fakes
 */
@PluginName(
        value = "weighted-jensen-shannon",
        summary = "Jensen–Shannon with weight pi on the data; pi = 0.5 is the textbook divergence.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, supplementary material")
@Facts({
    "f(u) = πu log u − (1−π+πu) log(1−π+πu)",
    "f*(t) = (1−π) log[(1−π)/(1 − π e^(t/π))], finite for t < −π log π",
    "g(v) = −π log π − sp(−v), where sp(v) = log(1 + e^v)",
    "f*(g(v)) = (1−π)[log(1−π) − log(1 − σ(v)^(1/π))], where σ(v) = 1/(1 + e^(−v))",
    "T*(u) = π log(u/(1−π+πu))",
    "Use it to move between covering modes and avoiding implausible samples, by π."
})
public record WeightedJensenShannon(
        @Setting("Weight of the data in the mixture, in (0, 1)")
        double pi,

        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** Below this, 1 − e^{−x} and x are the same number: they differ by a factor 1 − x/2. */
    private static final double SMALL = 1e-17;

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException unless pi lies in (0, 1) and there is an
     *     objective
     */
    public WeightedJensenShannon {
        Settings.check()
                .strictlyWithin("pi", pi, 0, 1)
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The textbook Jensen–Shannon divergence, non-saturating. */
    public WeightedJensenShannon() {
        this(0.5, GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(
                u -> (u == 0 ? 0 : pi * u * Math.log(u)) - (1 - pi + pi * u) * Math.log1p(pi * (u - 1)),
                u -> pi * (Math.log(u) - Math.log1p(pi * (u - 1))));
    }

    @Override
    public double conjugate(double t) {
        return t < highest()
                ? -(1 - pi) * Math.log1p(Math.max(-1, -pi / (1 - pi) * Math.expm1(t / pi)))
                : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.below(highest());
    }

    @Override
    public ScalarFunction outputActivation() {
        return new Differentiable(v -> highest() - Softplus.of(-v), v -> Logistic.of(-v));
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Differentiable(this::fused, this::fusedSlope);
    }

    private double highest() {
        return -pi * Math.log(pi);
    }

    /**
     * (1 − π)·(log(1 − π) − log(1 − e^{−s/π})) with s = sp(−v). If s is so small that 1 − e^{−s/π}
     * is rounded to s/π, the logarithm is computed from log s, which is still a normal number where
     * s underflows.
     */
    private double fused(double v) {
        double x = Softplus.of(-v) / pi;
        double log = x < SMALL ? Softplus.logOf(-v) - Math.log(pi) : LogOneMinusExp.of(-x);
        return (1 - pi) * (Math.log1p(-pi) - log);
    }

    private double fusedSlope(double v) {
        double s = Softplus.of(-v);
        return s == 0 ? 1 - pi : (1 - pi) / pi * -Math.expm1(-s) / Math.expm1(s / pi);
    }
}
