package org.ganlib.losses.adversarial;

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
 * The original loss: the critic is a discriminator D(x) = σ(v) that tells real from fake by cross-entropy. With sp(v) = log(1 + e^v),
 *
 * <pre>{@code
 * critic                       E_P[sp(−v)] + E_Q[sp(v)]  = −E_P[log D] − E_Q[log(1 − D)]
 * generator, minimax          −E_P[sp(−v)] − E_Q[sp(v)]
 * generator, non-saturating    E_P[sp(v)]  + E_Q[sp(−v)]
 *
 * f(u)  = u log u − (u + 1) log(u + 1)        T*(u) = log(u/(1 + u))
 * f*(t) = −log(1 − e^t) for t < 0             g(v)  = −sp(−v)       f*(g(v)) = sp(v)
 * }</pre>
 *
 * The optimal discriminator is p/(p + q), at which the bound is 2·JSD(P, Q) − log 4: its least value, for P = Q, is −log 4, not 0.
 * The non-saturating loss is evaluated as sp(−v); writing it as −log(σ(v) + ε) instead, as is often done to avoid log 0, makes the gradient
 * vanish again where the discriminator is confident.
 *
 * <p>Scores: values and gradients are finite for every finite batch.
 *
 * @param generatorObjective which objective the generator follows; non-saturating by default, because the minimax slope −σ(v) vanishes
 *     where the discriminator rejects fakes with confidence
 */
@PluginName(
        value = "gan",
        summary = "The original adversarial loss: cross-entropy of real against fake, 2·JSD − log 4 at the optimum.",
        paper = "Goodfellow et al., Generative Adversarial Nets, 2014, equation 1 and section 3")
@Facts({
    "f(u) = u log u − (u+1) log(u+1)",
    "f*(t) = −log(1 − e^t), finite for t < 0",
    "g(v) = −sp(−v), f*(g(v)) = sp(v), where sp(v) = log(1 + e^v)",
    "T*(u) = log(u/(1+u))",
    "Use it first: most published settings were tuned for it, and its gradients are bounded by 1 per score."
})
public record Gan(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public Gan {
        Settings.check()
                .rule(
                        generatorObjective != null,
                        "generator-objective",
                        "must be minimax or non-saturating, was nothing")
                .orThrow();
    }

    /** The non-saturating game. */
    public Gan() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(
                u -> u == 0 ? 0 : u * Math.log(u) - (u + 1) * Math.log1p(u), u -> Math.log(u) - Math.log1p(u));
    }

    @Override
    public double conjugate(double t) {
        return t < 0 ? -LogOneMinusExp.of(t) : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.below(0);
    }

    @Override
    public ScalarFunction outputActivation() {
        return new Differentiable(v -> -Softplus.of(-v), v -> Logistic.of(-v));
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Differentiable(Softplus::of, Logistic::of);
    }
}
