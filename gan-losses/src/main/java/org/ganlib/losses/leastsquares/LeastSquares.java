package org.ganlib.losses.leastsquares;

import org.ganlib.losses.numeric.Differentiable;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.PointwiseDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * Least squares: the critic regresses on a label for each side, the generator aims at a label of
 * its own.
 *
 * <pre>{@code
 * critic      ½E_P[(V − b)²] + ½E_Q[(V − a)²]
 * generator   ½E_P[(V − (a + b − c))²] + ½E_Q[(V − c)²]
 * }</pre>
 *
 * The generator's real side matters only in joint games, where the encoder determines it: its aim
 * is the fake side's, mirrored at the middle of the critic's labels, which for c = b is the
 * critic's loss with the labels swapped.
 *
 * <p>The optimal critic is (bp + aq)/(p + q). At it, with S = ∫(p − q)²/(p + q), which is Pearson's
 * D_f(2q‖p + q) with f(u) = (u − 1)² (the paper puts the arguments the other way round), the
 * generator's loss is ½S for the labels −1, 1, 0 of {@link #pearson()} and ¼ + ⅜S for the default
 * labels 0, 1, 1.
 *
 * <p>Scores: values and gradients are finite for |V| and labels up to 10¹⁵⁰.
 *
 * @param a the critic's label for fakes; 0 by default
 * @param b the critic's label for real examples, not equal to {@code a}; 1 by default
 * @param c the score the generator wants its examples to get; 1 by default
 */
@PluginName(
        value = "least-squares",
        summary = "Squared distance of scores to labels; its slope grows with the distance and does not saturate.",
        paper = "Mao et al., Least Squares Generative Adversarial Networks, 2016, equation 2")
@Facts({
    "critic minimises ½E_P[(V−b)²] + ½E_Q[(V−a)²]",
    "critic's penalty: ½(v−b)² for a real example, ½(v−a)² for a fake",
    "generator minimises ½E_P[(V−(a+b−c))²] + ½E_Q[(V−c)²]",
    "generator's penalty: ½(v−c)² for a fake, ½(v−(a+b−c))² for a real example where an encoder moves it",
    "optimal critic V = (bp + aq)/(p + q)",
    "Use it when training is uneven but close to working: fakes the critic is sure about are still pulled."
})
public record LeastSquares(
        @Setting("The critic's label for fakes, any finite number")
        double a,

        @Setting("The critic's label for real examples, any finite number but a")
        double b,

        @Setting("The score the generator wants for its examples, any finite number")
        double c)
        implements PointwiseDivergence {
    /**
     * @throws org.ganlib.plugin.InvalidSettingsException unless all labels are finite and {@code a}
     *     differs from {@code b}
     */
    public LeastSquares {
        Settings.check()
                .finite("a", a)
                .finite("b", b)
                .finite("c", c)
                .rule(
                        a != b,
                        "b",
                        "must differ from a, was " + b + " like a. A critic with one label cannot tell real from fake")
                .orThrow();
    }

    /** Labels 0 for fakes and 1 for real examples, and the generator wants to pass for real. */
    public LeastSquares() {
        this(0, 1, 1);
    }

    /** The labels −1, 1, 0, with which the generator minimises a Pearson χ² divergence. */
    public static LeastSquares pearson() {
        return new LeastSquares(-1, 1, 0);
    }

    @Override
    public ScalarFunction criticReal() {
        return distanceTo(b);
    }

    @Override
    public ScalarFunction criticFake() {
        return distanceTo(a);
    }

    @Override
    public ScalarFunction generatorReal() {
        return distanceTo(a + b - c);
    }

    @Override
    public ScalarFunction generatorFake() {
        return distanceTo(c);
    }

    private static ScalarFunction distanceTo(double label) {
        return new Differentiable(v -> (v - label) * (v - label) / 2, v -> v - label);
    }
}
