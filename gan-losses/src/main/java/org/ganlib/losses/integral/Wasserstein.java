package org.ganlib.losses.integral;

import org.ganlib.losses.numeric.Differentiable;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.IntegralDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * The earth mover's distance W₁(P, Q) = sup over 1-Lipschitz V of E_P[V] − E_Q[V], by
 * Kantorovich–Rubinstein duality.
 *
 * <pre>{@code
 * critic     −E_P[V] + E_Q[V]
 * generator   E_P[V] − E_Q[V]
 * }</pre>
 *
 * Only a constraint on the critic makes it a distance: without one the critic's loss has no lower
 * bound. A critic that is K-Lipschitz instead, as weight clipping makes it, measures up to K·W₁.
 * Unlike an f-divergence it has a useful slope where P and Q do not overlap.
 *
 * <p>Scores: values and gradients are finite for every finite batch.
 */
@PluginName(
        value = "wasserstein",
        summary = "The earth mover's distance, for a critic that a constraint keeps Lipschitz.",
        paper = "Arjovsky, Chintala, Bottou, Wasserstein GAN, 2017, equations 2 and 3")
@Facts({
    "critic minimises −E_P[V] + E_Q[V]",
    "critic's penalty: −v for a real example, v for a fake",
    "generator minimises E_P[V] − E_Q[V]",
    "generator's penalty: −v for a fake, v for a real example where an encoder moves it",
    "Use it, with constraint weight-clip, when the critic wins and the generator stalls, or supports hardly overlap."
})
public record Wasserstein() implements IntegralDivergence {
    private static final ScalarFunction NEGATED = new Differentiable(v -> -v, v -> -1);

    @Override
    public String distance() {
        return "wasserstein";
    }

    @Override
    public ScalarFunction criticReal() {
        return NEGATED;
    }

    @Override
    public ScalarFunction criticFake() {
        return Differentiable.IDENTITY;
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
