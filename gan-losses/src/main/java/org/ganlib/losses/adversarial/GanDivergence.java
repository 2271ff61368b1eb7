package org.ganlib.losses.adversarial;

import org.ganlib.losses.numeric.CrossEntropy;
import org.ganlib.losses.numeric.Differentiable;
import org.ganlib.losses.numeric.LogOneMinusExp;
import org.ganlib.losses.numeric.Logistic;
import org.ganlib.losses.numeric.Softplus;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;

/**
 * The original loss: the critic is a discriminator D(x) = σ(v) that tells real from fake by
 * cross-entropy. With sp(v) = log(1 + e^v),
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
 * The optimal discriminator is p/(p + q), at which the bound is 2·JSD(P, Q) − log 4: its least
 * value, for P = Q, is −log 4, not 0. The non-saturating loss is evaluated as sp(−v); writing it as
 * −log(σ(v) + ε) instead, as is often done to avoid log 0, makes the gradient vanish again where
 * the discriminator is confident.
 *
 * <h2>One-sided label smoothing</h2>
 *
 * With a {@code real-label} α below 1 (Salimans et al., Improved Techniques for Training GANs,
 * 2016, section 3.4) the critic is asked for the probability α, not 1, on real examples, and still
 * for 0 on fakes; the generator's own term stays as it is:
 *
 * <pre>{@code
 * critic       E_P[α sp(−v) + (1 − α) sp(v)] + E_Q[sp(v)]
 * g(v)  = −α sp(−v) − (1 − α) sp(v) = −sp(−v) − (1 − α)v
 * f*(g(v)) = sp(v) for v ≤ log(α/(1 − α))
 * f(u)  = αu log(αu) + (1 + (1 − α)u) log(1 + (1 − α)u) − (1 + u) log(1 + u)
 * T*(u) = α log(αu/(1 + u)) + (1 − α) log((1 + (1 − α)u)/(1 + u))
 * }</pre>
 *
 * The optimal discriminator is then αp/(p + q) and stays below α; its bound is no longer 2·JSD −
 * log 4 but D_f of the f above, which is convex and least for P = Q too, where it is α log(α/2) +
 * (2 − α) log(1 − α/2). What does not hold either: g falls again beyond the score log(α/(1 − α)),
 * which no optimal critic gives; there sp(v) exceeds f*(g(v)), so that the critic's loss still
 * never promises more than D_f.
 *
 * <p>The non-saturating generator minimises E_Q[sp(−v)] as before: at the optimal discriminator α
 * only adds −log α. In a joint game its real side is that term mirrored at the score log(α/(2 −
 * α)), which the critic leaves where it cannot tell the sides apart.
 *
 * <p>Scores: values and gradients are finite for every finite batch.
 *
 * @param generatorObjective the generator's objective; non-saturating by default, because the
 * minimax slope −σ(v) vanishes where the discriminator rejects fakes with confidence
 * @param realLabel α, the probability of being real that the critic is asked for on real examples,
 *     in (0.5, 1]; 1 by default, which is no smoothing
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
    "real-label α < 1 smooths the critic's label of real examples (Salimans et al. 2016, section 3.4): its penalty for them is"
            + " α sp(−v) + (1−α) sp(v), its optimum D = αp/(p+q), and the value there no longer 2·JSD − log 4",
    "Use it first: most published settings were tuned for it, and its gradients are bounded by 1 per score."
})
public record GanDivergence(
        @Setting("What the generator minimises: minimax (the bound) or non-saturating (labels swapped)")
        GeneratorObjective generatorObjective,

        @Setting("The critic's label for real examples, in (0.5, 1]; below 1 smooths it, 0.9 is usual")
        double realLabel)
        implements FDivergence {
    /**
     * The largest number of Newton's steps towards f*. A few steps usually reach the precision of
     * doubles; at the end of the domain it takes about fifty.
     */
    private static final int STEPS = 200;

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the objective is missing or the label
     *     is not in (0.5, 1]
     */
    public GanDivergence {
        Settings.check()
                .rule(generatorObjective != null, "generator-objective", "is missing. Choose minimax or non-saturating")
                .rule(
                        realLabel > 0.5 && realLabel <= 1,
                        "real-label",
                        "must be in (0.5, 1], was " + SettingText.number(realLabel)
                                + ". Use 0.9 to smooth the label, 1 not to")
                .orThrow();
    }

    /** Without smoothing. */
    public GanDivergence(GeneratorObjective generatorObjective) {
        this(generatorObjective, 1);
    }

    /** The non-saturating game, without smoothing. */
    public GanDivergence() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        double rest = 1 - realLabel;
        return new Differentiable(
                u -> (u == 0 ? 0 : realLabel * u * Math.log(realLabel * u))
                        + (1 + rest * u) * Math.log1p(rest * u)
                        - (u + 1) * Math.log1p(u),
                u -> realLabel * (Math.log(realLabel * u) - Math.log1p(u))
                        + rest * (Math.log1p(rest * u) - Math.log1p(u)));
    }

    @Override
    public double conjugate(double t) {
        if (realLabel < 1) {
            return t <= highest() ? Softplus.of(scoreOf(t)) : Double.POSITIVE_INFINITY;
        }
        return t < 0 ? -LogOneMinusExp.of(t) : Double.POSITIVE_INFINITY;
    }

    @Override
    public Interval conjugateDomain() {
        return realLabel < 1 ? Interval.upTo(highest()) : Interval.below(0);
    }

    @Override
    public ScalarFunction outputActivation() {
        double rest = 1 - realLabel;
        return new Differentiable(v -> -Softplus.of(-v) - rest * v, v -> Logistic.of(-v) - rest);
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Differentiable(Softplus::of, Logistic::of);
    }

    @Override
    public ScalarFunction criticReal() {
        return new CrossEntropy(realLabel);
    }

    @Override
    public ScalarFunction criticFake() {
        return new CrossEntropy(0);
    }

    @Override
    public ScalarFunction generatorReal() {
        if (generatorObjective == GeneratorObjective.MINIMAX) {
            return outputActivation();
        }
        double mirror = 2 * Math.log(realLabel / (2 - realLabel));
        return new Differentiable(v -> Softplus.of(v - mirror), v -> Logistic.of(v - mirror));
    }

    @Override
    public ScalarFunction generatorFake() {
        return generatorObjective == GeneratorObjective.MINIMAX
                ? new Differentiable(v -> -Softplus.of(v), v -> -Logistic.of(v))
                : new CrossEntropy(1);
    }

    /**
     * {@inheritDoc} With a smoothed label σ(v)/α, as σ(v) = αp/(p + q) there; 1 for the scores
     * beyond, which no optimal critic gives.
     */
    @Override
    public double probability(double score) {
        return Math.min(1, Logistic.of(score) / realLabel);
    }

    /** The greatest value of g, at the score log(α/(1 − α)), for {@code α < 1}. */
    private double highest() {
        return realLabel * Math.log(realLabel) + (1 - realLabel) * Math.log1p(-realLabel);
    }

    /**
     * The score below log(α/(1 − α)) at which g is t. Because g is concave and below αv, Newton's
     * method from t/α climbs to it and never past it.
     */
    private double scoreOf(double t) {
        ScalarFunction g = outputActivation();
        double score = t / realLabel;
        for (int i = 0; i < STEPS; i++) {
            double slope = g.derivative(score);
            double next = slope > 0 ? score + (t - g.value(score)) / slope : score;
            if (!(next > score)) {
                break;
            }
            score = next;
        }
        return score;
    }
}
