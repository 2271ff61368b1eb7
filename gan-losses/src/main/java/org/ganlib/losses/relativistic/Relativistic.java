package org.ganlib.losses.relativistic;

import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;

/**
 * The relativistic pairing loss (RpGAN): the critic judges how much more real a real example is
 * than a fake, and each player's loss is that of the margin between them. With h of {@link
 * MarginLoss}, real examples x and fakes y drawn independently,
 *
 * <pre>{@code
 * critic     E_x,y[h(V(x) − V(y))]
 * generator  E_x,y[h(V(y) − V(x))]
 *
 * over gan            h(d) = sp(−d) = log(1 + e^(−d))
 * over least-squares  h(d) = (1 − d)²
 * over hinge          h(d) = max(0, 1 − d)
 * }</pre>
 *
 * <p>The paper's general form (section 4) has a second term, which for these losses equals the
 * first because their f₂(−d) is f₁(d); as the paper does for its relativistic standard GAN, the
 * loss here has it once.
 *
 * <p>The paper draws pairs; here the mean is over all n·m pairs of the minibatch. The expectation is
 * the same, the variance smaller, and the loss does not depend on the order of a batch. The cost is
 * a division per pair over gan, a comparison over hinge, and nothing over least-squares, whose mean
 * over pairs follows from means and variances.
 *
 * <p>Scores matter through differences alone: adding a constant to all of them changes nothing, so
 * the critic's mean score is free to drift. The generator's loss has a gradient by the real scores
 * too, and an encoder on the real side is trained by it. Neither loss is a sum over sides; the
 * whole value is reported as the fake side's.
 *
 * <p>Scores: values and gradients are finite for |V| up to 10¹⁵⁰.
 *
 * @param over h, the loss of a margin; gan by default
 */
@PluginName(
        value = "relativistic",
        summary = "The loss of how much more real a real example scores than a fake, over all pairs of a batch.",
        paper = "Jolicoeur-Martineau, The relativistic discriminator, 2019, section 4")
@Facts({
    "critic minimises E_x,y[h(V(x)−V(y))]",
    "generator minimises E_x,y[h(V(y)−V(x))]",
    "x is a real example, y a fake; the mean is over all pairs of a minibatch",
    "h(d) = sp(−d) over gan, (1−d)² over least-squares, max(0, 1−d) over hinge, where sp(v) = log(1 + e^v)",
    "Use it with raw scores and gradient penalties on both sides (r1 and r2; Huang et al. 2024): without them it need not"
            + " converge."
})
public record Relativistic(
        @Setting("The loss of a margin between two scores: gan, least-squares or hinge")
        MarginLoss over) implements Divergence {
    /** @throws org.ganlib.plugin.InvalidSettingsException if the loss is missing */
    public Relativistic {
        Settings.check()
                .rule(over != null, "over", "is missing. Choose gan, least-squares or hinge")
                .orThrow();
    }

    /** The pairing loss of the original GAN. */
    public Relativistic() {
        this(MarginLoss.GAN);
    }

    @Override
    public void criticLoss(CriticScores scores, PlayerLoss loss) {
        prepared().criticLoss(scores, loss);
    }

    @Override
    public void generatorLoss(CriticScores scores, PlayerLoss loss) {
        prepared().generatorLoss(scores, loss);
    }

    @Override
    public Divergence prepared() {
        return new Prepared(over.overPairs());
    }

    /** The divergence with room for what the loss computes on the way; it serves one thread. */
    private record Prepared(PairLoss pairs) implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(0, pairs.mean(scores.real(), scores.fake(), loss.realGradient(), loss.fakeGradient()));
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(0, pairs.mean(scores.fake(), scores.real(), loss.fakeGradient(), loss.realGradient()));
        }
    }
}
