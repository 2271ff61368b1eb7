package org.ganlib.losses.fdivergence;

import org.ganlib.losses.numeric.Differentiable;
import org.ganlib.losses.numeric.Logistic;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;

/**
 * Total variation, ½∫|p − q|, in [0, 1].
 *
 * <pre>{@code
 * f(u)  = ½|u − 1|                         T*(u) = ½ sgn(u − 1)
 * f*(t) = max(t, −½) for t ≤ ½             g(v)  = ½ tanh v       f*(g(v)) = ½ tanh v
 * }</pre>
 *
 * The bars matter: f(u) = ½u − 1, as some copies have it, is linear, and its divergence is −½
 * whatever P and Q are. The table gives f* for t ≥ −½ alone; below, the supremum over u ≥ 0 is
 * attained at u = 0. The critic is bounded by ½ in size, so that both objectives are one and the
 * same, and both stall where the critic is confident: |slope| = ½/cosh²v.
 *
 * <p>Scores: values and gradients are finite for every finite batch.
 *
 * @param generatorObjective the generator's objective; without effect here, as both are the same
 */
@PluginName(
        value = "total-variation",
        summary = "Total variation: half the area between the two densities; at most 1.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, supplementary material")
@Facts({
    "f(u) = ½|u−1|",
    "f*(t) = max(t, −½), finite for t ≤ ½",
    "g(v) = ½ tanh v, f*(g(v)) = ½ tanh v",
    "T*(u) = ½ sgn(u−1)",
    "Use it to compare with theory: both objectives stall when the critic is right."
})
public record TotalVariation(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** The largest critic output in use, and the end of the domain of f*. */
    private static final double LARGEST = 0.5;

    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public TotalVariation {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The non-saturating game. */
    public TotalVariation() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(u -> Math.abs(u - 1) / 2, u -> Math.signum(u - 1) / 2);
    }

    @Override
    public double conjugate(double t) {
        return t <= LARGEST ? Math.max(t, -LARGEST) : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.upTo(LARGEST);
    }

    @Override
    public ScalarFunction outputActivation() {
        return halfTanh();
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return halfTanh();
    }

    /**
     * ½ tanh v; its derivative ½/cosh²v = 2·σ(2v)·σ(−2v) keeps its digits where tanh v is 1 to
     * rounding.
     */
    private static ScalarFunction halfTanh() {
        return new Differentiable(v -> Math.tanh(v) / 2, v -> 2 * Logistic.of(2 * v) * Logistic.of(-2 * v));
    }
}
