package org.ganlib.losses.fdivergence;

import org.ganlib.losses.numeric.Differentiable;
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
 * Twice the Jensen–Shannon divergence, 2·JSD(P, Q) = ∫ p log(2p/(p + q)) + q log(2q/(p + q)), in
 * [0, 2 log 2], symmetric.
 *
 * <pre>{@code
 * f(u)  = u log u − (u + 1) log((1 + u)/2)        T*(u) = log(2u/(1 + u))
 * f*(t) = −log(2 − e^t) for t < log 2             g(v)  = log 2 − sp(−v)
 * f*(g(v)) = sp(v) − log 2
 * }</pre>
 *
 * The published table prints the integral with a factor ½, which is JSD itself, beside an f that
 * gives twice that; the published experiments follow f, and so does this. It is the loss {@code
 * gan} shifted by log 4, with the same gradients. For JSD itself use {@code
 * weighted-jensen-shannon} with pi = 0.5.
 *
 * <p>Scores: values and gradients are finite for every finite batch.
 *
 * @param generatorObjective the generator's objective; non-saturating by default, because the
 * minimax slope −σ(v) vanishes where the critic rejects fakes
 */
@PluginName(
        value = "jensen-shannon",
        summary = "Jensen–Shannon as published for f-GAN: twice the textbook divergence, at most 2 log 2.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, table 1")
@Facts({
    "f(u) = u log u − (u+1) log((1+u)/2)",
    "f*(t) = −log(2 − e^t), finite for t < log 2",
    "g(v) = log 2 − sp(−v), f*(g(v)) = sp(v) − log 2, where sp(v) = log(1 + e^v)",
    "T*(u) = log(2u/(1+u))",
    "Use it where gan would do and 0 should mean that model and data agree: symmetric and bounded."
})
public record JensenShannon(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    private static final double LOG_2 = Math.log(2);

    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public JensenShannon {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The non-saturating game. */
    public JensenShannon() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(
                u -> (u == 0 ? 0 : u * Math.log(u)) - (u + 1) * Math.log1p((u - 1) / 2),
                u -> Math.log(u) - Math.log1p((u - 1) / 2));
    }

    @Override
    public double conjugate(double t) {
        return t < LOG_2 ? -Math.log1p(-Math.expm1(t)) : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.below(LOG_2);
    }

    @Override
    public ScalarFunction outputActivation() {
        return new Differentiable(v -> LOG_2 - Softplus.of(-v), v -> Logistic.of(-v));
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Differentiable(v -> Softplus.of(v) - LOG_2, Logistic::of);
    }
}
