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
 * Reverse Kullback–Leibler divergence, ∫ q log(q/p), in [0, ∞]: infinite where the model has mass
 * and the data has none, so a model that follows it prefers to miss a mode.
 *
 * <pre>{@code
 * f(u)  = −log u                        T*(u) = −1/u
 * f*(t) = −1 − log(−t) for t < 0        g(v)  = −e^{−v}       f*(g(v)) = v − 1
 * }</pre>
 *
 * <p>Scores: finite for v ≥ −700; e^{−v} itself overflows near −709, and the loss is infinite from
 * there on.
 *
 * @param generatorObjective the generator's objective; minimax by default, because its slope is −1
 * everywhere and never vanishes, while that of the non-saturating objective, −e^{−v}, explodes
 * where the critic rejects fakes
 */
@PluginName(
        value = "reverse-kl",
        summary = "Reverse Kullback–Leibler divergence KL(Q‖P): prefers to miss modes over inventing data.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, table 1")
@Facts({
    "f(u) = −log u",
    "f*(t) = −1 − log(−t), finite for t < 0",
    "g(v) = −e^(−v), f*(g(v)) = v − 1",
    "T*(u) = −1/u",
    "Use it when every sample must be plausible, accepting missed modes."
})
public record ReverseKullbackLeibler(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public ReverseKullbackLeibler {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The minimax game. */
    public ReverseKullbackLeibler() {
        this(GeneratorObjective.MINIMAX);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(u -> -Math.log(u), u -> -1 / u);
    }

    @Override
    public double conjugate(double t) {
        return t < 0 ? -1 - Math.log(-t) : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.below(0);
    }

    @Override
    public ScalarFunction outputActivation() {
        return new Differentiable(v -> -Math.exp(-v), v -> Math.exp(-v));
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Differentiable(v -> v - 1, v -> 1);
    }
}
