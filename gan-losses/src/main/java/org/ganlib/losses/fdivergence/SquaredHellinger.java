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
 * Squared Hellinger distance, ∫ (√p − √q)², in [0, 2], symmetric. (Some authors halve it.)
 *
 * <pre>{@code
 * f(u)  = (√u − 1)²                  T*(u) = 1 − u^{−½}
 * f*(t) = t/(1 − t) for t < 1        g(v)  = 1 − e^{−v}       f*(g(v)) = e^v − 1
 * }</pre>
 *
 * <p>Scores: finite for |v| ≤ 700; e^{|v|} itself overflows near 709, and the loss is infinite from
 * there on.
 *
 * @param generatorObjective the generator's objective; non-saturating by default, because the
 * minimax slope −e^v vanishes where the critic rejects fakes; use small learning rates, as the
 * non-saturating slope −e^{−v} is steep there
 */
@PluginName(
        value = "squared-hellinger",
        summary = "Squared Hellinger distance, ∫(√p − √q)²: symmetric and bounded by 2.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, table 1")
@Facts({
    "f(u) = (√u − 1)²",
    "f*(t) = t/(1−t), finite for t < 1",
    "g(v) = 1 − e^(−v), f*(g(v)) = e^v − 1",
    "T*(u) = 1 − 1/√u",
    "Use it when neither missed modes nor implausible samples should dominate: symmetric and bounded."
})
public record SquaredHellinger(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public SquaredHellinger {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The non-saturating game. */
    public SquaredHellinger() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(u -> (Math.sqrt(u) - 1) * (Math.sqrt(u) - 1), u -> 1 - 1 / Math.sqrt(u));
    }

    @Override
    public double conjugate(double t) {
        return t < 1 ? t / (1 - t) : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.below(1);
    }

    @Override
    public ScalarFunction outputActivation() {
        return new Differentiable(v -> -Math.expm1(-v), v -> Math.exp(-v));
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Differentiable(Math::expm1, Math::exp);
    }
}
