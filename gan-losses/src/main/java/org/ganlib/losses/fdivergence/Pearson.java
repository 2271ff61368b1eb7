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
 * Pearson χ² divergence, ∫ (p − q)²/q, in [0, ∞].
 *
 * <pre>{@code
 * f(u)  = (u − 1)²                                     T*(u) = 2(u − 1)
 * f*(t) = t²/4 + t for t ≥ −2, −1 below                g(v)  = v            f*(g(v)) = f*(v)
 * }</pre>
 *
 * The published table exchanges the integrals of this row and Neyman's; f is right. It also gives
 * the quadratic for all t, but the supremum over u ≥ 0 is attained at u = 0 for {@code t < −2}, and
 * the parabola would turn upwards there.
 *
 * <p>Scores: values and gradients are finite for every |v| up to 10¹⁵⁰.
 *
 * @param generatorObjective the generator's objective; non-saturating by default, because the
 * minimax slope is exactly 0 for v ≤ −2, where the critic rejects fakes; it then descends 2·KL(P‖Q)
 */
@PluginName(
        value = "pearson",
        summary = "Pearson χ², ∫(p − q)²/q: weighs modes the model lacks.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, table 1")
@Facts({
    "f(u) = (u−1)²",
    "f*(t) = t²/4 + t, but −1 for t < −2; finite for all t",
    "g(v) = v, f*(g(v)) = f*(v)",
    "T*(u) = 2(u−1)",
    "Use it, with minimax, when no mode may be missed; it weighs them more than kl does."
})
public record Pearson(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** T*(0) = f′(0): below it f* is constant. */
    private static final double LEAST = -2;

    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public Pearson {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The non-saturating game. */
    public Pearson() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(u -> (u - 1) * (u - 1), u -> 2 * (u - 1));
    }

    @Override
    public double conjugate(double t) {
        return t >= LEAST ? t * (t / 4 + 1) : -1;
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
        return new Differentiable(this::conjugate, v -> Math.max(0, v / 2 + 1));
    }
}
