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
 * The α-divergences, ∫ q·f(p/q), in [0, ∞]. α = 2 is ½·Pearson, ½ is twice squared Hellinger, −1 is
 * ½·Neyman; α → 1 is KL(P‖Q) and α → 0 is KL(Q‖P), which have plugins of their own. Small α misses
 * modes, large α covers them.
 *
 * <pre>{@code
 * f(u)  = (u^α − 1 − α(u − 1))/(α(α − 1))                      T*(u) = (u^{α−1} − 1)/(α − 1)
 * f*(t) = [(t(α − 1) + 1)₊^{α/(α−1)} − 1]/α
 *         α > 1: all t;  0 < α < 1: t < 1/(1 − α);  α < 0: t ≤ 1/(1 − α)
 * g(v)  = v for α > 1;  1/(1 − α) − sp(−v) for α < 1
 * f*(g(v)) = {[(1 − α) sp(−v)]^{α/(α−1)} − 1}/α for α < 1
 * }</pre>
 *
 * Some copies of the table print the integral with p and q exchanged, which is α ↔ 1 − α; this
 * follows f. For α > 1 the base is clamped at 0, where the supremum over u ≥ 0 is attained at u =
 * 0; without the clamp the power is NaN.
 *
 * <p>Scores: for negative α finite for every finite batch. For α between 0 and 1, f*∘g grows like
 * e^{vα/(1−α)}/α and overflows near v = 709·(1 − α)/α; above 1 it grows like (v(α −
 * 1))^{α/(α−1)}/α. What overflows is +∞. With α just below 1 an untrained critic, v ≈ 0, already
 * costs about ((1 − α) log 2)^{α/(α−1)}/α, which is 3·10¹⁰ for α = 0.9: choose α up to 0.8, or
 * {@code kl} instead.
 *
 * @param alpha α, any finite number but 0 and 1; 0.5 by default
 * @param generatorObjective the generator's objective; non-saturating by default, because the
 *     minimax slope vanishes where the critic rejects fakes; it then descends the divergence of α −
 *     1
 */
@PluginName(
        value = "alpha",
        summary = "The α-divergences: reverse KL near α = 0, Hellinger at ½, KL near 1, Pearson at 2.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, supplementary material")
@Facts({
    "f(u) = (u^α − 1 − α(u−1))/(α(α−1))",
    "f*(t) = [max(0, t(α−1)+1)^(α/(α−1)) − 1]/α",
    "α > 1: finite for all t",
    "α < 1: finite for t < 1/(1−α); the end too for α < 0",
    "α > 1: g(v) = v, f*(g(v)) = f*(v)",
    "α < 1: g(v) = 1/(1−α) − sp(−v), where sp(v) = log(1 + e^v)",
    "α < 1: f*(g(v)) = {[(1−α) sp(−v)]^(α/(α−1)) − 1}/α",
    "T*(u) = (u^(α−1) − 1)/(α−1)",
    "Use it to choose by one number: small α avoids implausible samples, large α missed modes."
})
public record Alpha(
        @Setting("α: any finite number but 0 and 1") double alpha,

        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective)
        implements FDivergence {
    /**
     * @throws org.ganlib.plugin.InvalidSettingsException unless alpha is finite and neither 0 nor
     *     1, and there is an objective
     */
    public Alpha {
        Settings.check()
                .finite("alpha", alpha)
                .rule(alpha != 0, "alpha", "must not be 0 or 1, was 0. Use 'reverse-kl' for α→0")
                .rule(alpha != 1, "alpha", "must not be 0 or 1, was 1. Use 'kl' for α→1")
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .orThrow();
    }

    /** Twice the squared Hellinger distance, non-saturating. */
    public Alpha() {
        this(0.5, GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Differentiable(this::generator, u -> Math.expm1((alpha - 1) * Math.log(u)) / (alpha - 1));
    }

    @Override
    public double conjugate(double t) {
        return conjugateDomain().contains(t)
                ? power(Math.log1p(Math.max(-1, (alpha - 1) * t)))
                : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return alpha > 1
                ? Interval.REALS
                : alpha > 0 ? Interval.below(1 / (1 - alpha)) : Interval.upTo(1 / (1 - alpha));
    }

    @Override
    public ScalarFunction outputActivation() {
        return alpha > 1
                ? Differentiable.IDENTITY
                : new Differentiable(v -> 1 / (1 - alpha) - Softplus.of(-v), v -> Logistic.of(-v));
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return alpha > 1
                ? new Differentiable(this::conjugate, this::slopeAboveOne)
                : new Differentiable(v -> power(logBase(v)), this::slopeBelowOne);
    }

    /**
     * The function f. It has two forms, which are rearrangements of each other, and the one without
     * cancellation is used: the second near α = 1, the first near α = 0.
     */
    private double generator(double u) {
        if (u == 0) {
            return alpha > 0 ? 1 / alpha : Double.POSITIVE_INFINITY;
        }
        return alpha < 0.5
                ? (Math.expm1(alpha * Math.log(u)) / alpha - (u - 1)) / (alpha - 1)
                : (u * (Math.expm1((alpha - 1) * Math.log(u)) / (alpha - 1)) - (u - 1)) / alpha;
    }

    /** (b^{α/(α−1)} − 1)/α from log b, finite as long as the result is. */
    private double power(double logBase) {
        return Math.expm1(alpha / (alpha - 1) * logBase) / alpha;
    }

    /** log b for b = (1 − α) sp(−v). */
    private double logBase(double v) {
        return Math.log1p(-alpha) + Softplus.logOf(-v);
    }

    /** (f*)′(v) = b₊^{1/(α−1)} with b = v(α − 1) + 1. */
    private double slopeAboveOne(double v) {
        return Math.exp(Math.log1p(Math.max(-1, (alpha - 1) * v)) / (alpha - 1));
    }

    /**
     * (f*)′(g(v))·g′(v) = b^{1/(α−1)}·σ(−v), as one exponential: the factors overflow and underflow
     * before their product does.
     */
    private double slopeBelowOne(double v) {
        return Math.exp(logBase(v) / (alpha - 1) - Softplus.of(v));
    }
}
