package org.ganlib.losses.constraint;

import org.ganlib.network.Network;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * The zero-centred gradient penalty on generated examples, R2:
 *
 * <pre>
 * γ/2 · mean over the generated examples of ‖∇ₓ f(x)‖²
 * </pre>
 *
 * <p>The gradient is that of the score, by every input of the critic but labels, all together. The
 * penalty's gradient by the critic's parameters is exact.
 *
 * @param gamma γ
 * @param every k: the penalty is evaluated in every k-th update, and multiplied by k
 */
@PluginName(
        value = "r2",
        summary = "Holds the critic's gradient near 0 at generated examples.",
        paper = "Mescheder, Geiger, Nowozin, Which Training Methods for GANs do actually Converge?, 2018,"
                + " equation 10")
public record FakeGradientPenalty(
        @Setting("γ, half of which the mean squared norm is multiplied by; > 0")
        double gamma,

        @Setting("1 for every update of the critic; k for every k-th, with k times the weight")
        int every)
        implements CriticConstraint {
    /** The measured mean of the norms. */
    public static final String NORM = Measurements.CONSTRAINT + "r2-gradient-norm";

    /** The paper's: γ = 10, in every update. */
    public FakeGradientPenalty() {
        this(10, 1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if γ is not positive, or {@code every} is
     *     less than 1
     */
    public FakeGradientPenalty {
        NormPenalty.check("gamma", gamma, every).orThrow();
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new EachCritic(
                critic,
                each -> new PenaltyOfGradients(
                        new NormPenalty(gamma / 2, 0, false, every),
                        new PointsOfOneSide(
                                CriticTurn::fake, each.definition().inputs().size()),
                        NORM,
                        each));
    }
}
