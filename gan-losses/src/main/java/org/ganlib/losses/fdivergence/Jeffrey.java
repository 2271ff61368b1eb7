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
 * Jeffrey divergence, ∫ (p − q) log(p/q) = KL(P‖Q) + KL(Q‖P), in [0, ∞], symmetric.
 *
 * <pre>{@code
 * f(u)  = (u − 1) log u                T*(u) = 1 + log u − 1/u
 * f*(t) = w + 1/w + t − 2              g(v)  = v            f*(g(v)) = f*(v)
 * }</pre>
 *
 * with w the solution of w + log w = 1 − t, that is, w = W₀(e^{1−t}). Evaluating W₀ at e^{1−t}
 * overflows for {@code t < −708}; here the equation is solved for ℓ = log w, and because w + t = 1
 * − ℓ, f*(t) = e^{−ℓ} − 1 − ℓ without cancellation. Its derivative is u = 1/w = e^{−ℓ}.
 *
 * <p>Scores: finite for v ≤ 700; f* itself grows like e^{v−1}, and is +∞ from about 710 on.
 *
 * @param generatorObjective the generator's objective; non-saturating by default, because the
 * minimax slope fades like 1/|v| where the critic rejects fakes
 */
@PluginName(
        value = "jeffrey",
        summary = "Jeffrey divergence KL(P‖Q) + KL(Q‖P): symmetric, punishes missed modes and invented data alike.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, supplementary material")
@Facts({
    "f(u) = (u−1) log u",
    "f*(t) = w + 1/w + t − 2, w + log w = 1 − t, finite for all t",
    "g(v) = v, f*(g(v)) = f*(v)",
    "T*(u) = 1 + log u − 1/u",
    "Use it when missed modes and implausible samples are equally bad: symmetric and unbounded."
})
public record Jeffrey(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /** @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing */
    public Jeffrey {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** The non-saturating game. */
    public Jeffrey() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(u -> (u - 1) * Math.log(u), u -> Math.log(u) + (u - 1) / u);
    }

    @Override
    public double conjugate(double t) {
        return conjugateAt(WrightOmega.logOfOnePlus(-t));
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
        return new Differentiable(this::conjugate, v -> Math.exp(-WrightOmega.logOfOnePlus(-v)));
    }

    private static double conjugateAt(double logW) {
        return Math.expm1(-logW) - logW;
    }
}
