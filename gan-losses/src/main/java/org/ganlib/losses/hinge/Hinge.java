package org.ganlib.losses.hinge;

import org.ganlib.losses.numeric.Differentiable;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.PointwiseDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * The hinge loss: the critic stops learning from an example that it scores rightly by a margin of
 * 1, as a support vector machine does; the generator raises the scores of its examples.
 *
 * <pre>{@code
 * critic     E_P[max(0, 1 − V)] + E_Q[max(0, 1 + V)]
 * generator  E_P[V] − E_Q[V]
 * }</pre>
 *
 * <p>The generator's fake side, −E_Q[V], is the published one (Miyato et al., Spectral
 * Normalization for Generative Adversarial Networks, 2018, equations 16 and 17). The papers have no
 * joint game; its real side here is the fake side mirrored at the score 0, the middle between the
 * critic's margins, so that the two pulls on a score that both sides share cancel. Where the critic
 * still learns from an example, this is the critic's own term, negated, without its constant.
 *
 * <p>The optimal critic is the sign of p − q. At it the critic's loss is 2 − 2·TV(P, Q) and the
 * generator's joint loss 2·TV(P, Q), with the total variation TV = ½∫|p − q| (Lim and Ye 2017).
 *
 * <p>Scores: values and gradients are finite for every finite batch. At a margin, where the loss
 * has a kink, the gradient is 0.
 */
@PluginName(
        value = "hinge",
        summary = "The critic asks for a margin of 1 and no more; the generator raises its scores.",
        paper = "Lim, Ye, Geometric GAN, 2017; Miyato et al., Spectral Normalization, 2018, equations 16 and 17")
@Facts({
    "critic minimises E_P[max(0, 1−V)] + E_Q[max(0, 1+V)]",
    "critic's penalty: max(0, 1−v) for a real example, max(0, 1+v) for a fake",
    "generator minimises E_P[V] − E_Q[V]",
    "generator's penalty: −v for a fake, v for a real example where an encoder moves it",
    "optimal critic V = sgn(p−q)",
    "Use it with a critic that a constraint keeps smooth, such as spectral-norm; most image GANs since 2018 do."
})
public record Hinge() implements PointwiseDivergence {
    private static final ScalarFunction BELOW_ONE = new Differentiable(v -> Math.max(0, 1 - v), v -> v < 1 ? -1 : 0);
    private static final ScalarFunction ABOVE_MINUS_ONE =
            new Differentiable(v -> Math.max(0, 1 + v), v -> v > -1 ? 1 : 0);
    private static final ScalarFunction NEGATED = new Differentiable(v -> -v, v -> -1);

    @Override
    public ScalarFunction criticReal() {
        return BELOW_ONE;
    }

    @Override
    public ScalarFunction criticFake() {
        return ABOVE_MINUS_ONE;
    }

    @Override
    public ScalarFunction generatorReal() {
        return Differentiable.IDENTITY;
    }

    @Override
    public ScalarFunction generatorFake() {
        return NEGATED;
    }
}
