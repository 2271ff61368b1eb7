package org.ganlib.losses.fdivergence;

import org.ganlib.losses.numeric.Differentiable;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;

/**
 * Kullback–Leibler divergence, ∫ p log(p/q), in [0, ∞]: infinite where the data has mass and the
 * model has none, so a model that follows it covers every mode.
 *
 * <pre>{@code
 * f(u)  = u log u          T*(u) = 1 + log u
 * f*(t) = e^{t−1}          g(v)  = v             f*(g(v)) = e^{v−1}
 * }</pre>
 *
 * <p>Scores: finite for v ≤ 700; the formula itself overflows near 710, and gives +∞ from there on.
 *
 * @param generatorObjective the generator's objective; non-saturating by default, because the
 * minimax slope −e^{v−1} vanishes where the critic rejects fakes; note that it then descends the
 * reverse divergence KL(Q‖P), and that minimax descends KL(P‖Q)
 */
@PluginName(
        value = "kl",
        summary = "Kullback–Leibler divergence KL(P‖Q): what maximum likelihood minimises.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, table 1")
@Facts({
    "f(u) = u log u",
    "f*(t) = e^(t−1), finite for all t",
    "g(v) = v, f*(g(v)) = e^(v−1)",
    "T*(u) = 1 + log u",
    "Use it, with minimax, when no mode may be missed, accepting samples between modes."
})
public record KullbackLeibler(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public KullbackLeibler {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The non-saturating game. */
    public KullbackLeibler() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(u -> u == 0 ? 0 : u * Math.log(u), u -> 1 + Math.log(u));
    }

    @Override
    public double conjugate(double t) {
        return Math.exp(t - 1);
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.REALS;
    }

    @Override
    public ScalarFunction outputActivation() {
        return Differentiable.IDENTITY;
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Differentiable(v -> Math.exp(v - 1), v -> Math.exp(v - 1));
    }
}
