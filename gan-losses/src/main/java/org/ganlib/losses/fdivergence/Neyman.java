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
 * Neyman χ² divergence, ∫ (p − q)²/p, in [0, ∞].
 *
 * <pre>{@code
 * f(u)  = (1 − u)²/u                   T*(u) = 1 − u⁻²
 * f*(t) = 2 − 2√(1 − t) for t ≤ 1      g(v)  = 1 − e^{−v}       f*(g(v)) = 2 − 2e^{−v/2}
 * }</pre>
 *
 * The published table exchanges the integrals of this row and Pearson's; f is right.
 *
 * <p>Scores: finite for v ≥ −700; e^{−v} itself overflows near −709, and the loss is infinite from
 * there on.
 *
 * @param generatorObjective the generator's objective; minimax by default, because its slope
 * −e^{−v/2} does not vanish where the critic rejects fakes, while the non-saturating slope −e^{−v}
 * is its square
 */
@PluginName(
        value = "neyman",
        summary = "Neyman χ², ∫(p − q)²/p: weighs samples the data would never contain.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, supplementary material")
@Facts({
    "f(u) = (1−u)²/u",
    "f*(t) = 2 − 2√(1−t), finite for t ≤ 1",
    "g(v) = 1 − e^(−v), f*(g(v)) = 2 − 2e^(−v/2)",
    "T*(u) = 1 − 1/u²",
    "Use it when implausible samples are worse than for reverse-kl; one region with next to no data dominates it."
})
public record Neyman(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /**
     * The value at which the fake side is held instead of falling to −∞: e^{−v} overflows on the
     * real side long before, and ∞ − ∞ would make the loss NaN. Small enough for the sum over any
     * batch.
     */
    private static final double FLOOR = -1e290;

    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public Neyman {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The minimax game. */
    public Neyman() {
        this(GeneratorObjective.MINIMAX);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(u -> (u - 1) / u * (u - 1), u -> (u - 1) / u * (1 + 1 / u));
    }

    @Override
    public double conjugate(double t) {
        return t <= 1 ? 2 - 2 * Math.sqrt(1 - t) : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.upTo(1);
    }

    @Override
    public ScalarFunction outputActivation() {
        return new Differentiable(v -> -Math.expm1(-v), v -> Math.exp(-v));
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Differentiable(v -> Math.max(FLOOR, -2 * Math.expm1(-v / 2)), v -> Math.exp(-v / 2));
    }
}
