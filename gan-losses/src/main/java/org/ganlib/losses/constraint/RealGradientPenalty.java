package org.ganlib.losses.constraint;

import org.ganlib.network.Network;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * The zero-centred gradient penalty on real examples, R1:
 *
 * <pre>
 * γ/2 · mean over the real examples of ‖∇ₓ f(x)‖²
 * </pre>
 *
 * <p>The gradient is that of the score, by every input of the critic but labels, all together. The
 * penalty's gradient by the critic's parameters is exact.
 *
 * @param gamma γ
 * @param every k: the penalty is evaluated in every k-th update, and multiplied by k
 */
@PluginName(
        value = "r1",
        summary = "Holds the critic's gradient near 0 at real examples.",
        paper = "Mescheder, Geiger, Nowozin, Which Training Methods for GANs do actually Converge?, 2018,"
                + " equation 9")
public record RealGradientPenalty(
        @Setting("γ, half of which the mean squared norm is multiplied by; > 0")
        double gamma,

        @Setting("1 for every update of the critic; k for every k-th, with k times the weight")
        int every)
        implements CriticConstraint {
    /** The measured mean of the norms. */
    public static final String NORM = Measurements.CONSTRAINT + "r1-gradient-norm";

    /** The paper's: γ = 10, in every update. */
    public RealGradientPenalty() {
        this(10, 1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if γ is not positive, or {@code every} is
     *     less than 1
     */
    public RealGradientPenalty {
        NormPenalty.check("gamma", gamma, every).orThrow();
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new EachCritic(
                critic,
                each -> new PenaltyOfGradients(
                        new NormPenalty(gamma / 2, 0, false, every),
                        new PointsOfOneSide(
                                CriticTurn::real, each.definition().inputs().size()),
                        NORM,
                        each));
    }
}
