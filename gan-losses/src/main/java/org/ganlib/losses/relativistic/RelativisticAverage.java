package org.ganlib.losses.relativistic;

import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.ScalarFunction;

/**
 * The relativistic average loss (RaGAN): the critic judges how much more real an example is than
 * the other side is on average. With h of {@link MarginLoss},
 *
 * <pre>{@code
 * critic     E_P[h(V − E_Q[V])] + E_Q[h(E_P[V] − V)]
 * generator  E_P[h(E_Q[V] − V)] + E_Q[h(V − E_P[V])]
 *
 * over gan            h(d) = sp(−d) = log(1 + e^(−d))
 * over least-squares  h(d) = (1 − d)²
 * over hinge          h(d) = max(0, 1 − d)
 * }</pre>
 *
 * <p>The generator's loss is the critic's with the sides swapped, as published for all three. The
 * inner means are those of the minibatch, and gradients go through them; for a nonlinear h the mean
 * over minibatches is therefore not the loss of the distributions, but tends to it for large ones.
 *
 * <p>Scores matter through differences alone: adding a constant to all of them changes nothing. The
 * generator's loss has a gradient by the real scores too, and an encoder on the real side is
 * trained by it. Both terms depend on both sides; the whole value is reported as the fake side's.
 *
 * <p>Scores: values and gradients are finite for |V| up to 10¹⁵⁰.
 *
 * @param over h, the loss of a margin; gan by default
 */
@PluginName(
        value = "relativistic-average",
        summary = "The loss of how much more real an example scores than the other side does on average.",
        paper = "Jolicoeur-Martineau, The relativistic discriminator, 2019, section 4")
@Facts({
    "critic minimises E_P[h(V−E_Q[V])] + E_Q[h(E_P[V]−V)]",
    "generator minimises E_P[h(E_Q[V]−V)] + E_Q[h(V−E_P[V])]",
    "h(d) = sp(−d) over gan, (1−d)² over least-squares, max(0, 1−d) over hinge, where sp(v) = log(1 + e^v)",
    "Use it with raw scores, where gan, least-squares or hinge trains unevenly; real scores fall as fake ones rise."
})
public record RelativisticAverage(
        @Setting("The loss of a margin between two scores: gan, least-squares or hinge")
        MarginLoss over) implements Divergence {
    /** @throws org.ganlib.plugin.InvalidSettingsException if the loss is missing */
    public RelativisticAverage {
        Settings.check()
                .rule(over != null, "over", "is missing. Choose gan, least-squares or hinge")
                .orThrow();
    }

    /** The average loss of the original GAN. */
    public RelativisticAverage() {
        this(MarginLoss.GAN);
    }

    @Override
    public void criticLoss(CriticScores scores, PlayerLoss loss) {
        loss.setValues(0, mean(scores.real(), scores.fake(), loss.realGradient(), loss.fakeGradient()));
    }

    @Override
    public void generatorLoss(CriticScores scores, PlayerLoss loss) {
        loss.setValues(0, mean(scores.fake(), scores.real(), loss.fakeGradient(), loss.realGradient()));
    }

    /**
     * Computes mean h(uᵢ − l̄) + mean h(ū − lⱼ) and its gradients.
     *
     * @param upper scores u that are to be the greater ones
     * @param lower scores l that are to be the smaller ones
     */
    private double mean(double[] upper, double[] lower, double[] upperGradient, double[] lowerGradient) {
        ScalarFunction h = over.function();
        double upperMean = Mean.of(upper);
        double lowerMean = Mean.of(lower);
        double ofUpper = 0;
        double slopeOfUpper = 0;
        for (int i = 0; i < upper.length; i++) {
            double margin = upper[i] - lowerMean;
            double slope = h.derivative(margin) / upper.length;
            ofUpper += h.value(margin);
            slopeOfUpper += slope;
            upperGradient[i] = slope;
        }
        double ofLower = 0;
        double slopeOfLower = 0;
        for (int j = 0; j < lower.length; j++) {
            double margin = upperMean - lower[j];
            double slope = h.derivative(margin) / lower.length;
            ofLower += h.value(margin);
            slopeOfLower += slope;
            // The first sum depends on lⱼ through the mean of all l.
            lowerGradient[j] = -slope - slopeOfUpper / lower.length;
        }
        for (int i = 0; i < upper.length; i++) {
            upperGradient[i] += slopeOfLower / upper.length;
        }
        return ofUpper / upper.length + ofLower / lower.length;
    }
}
