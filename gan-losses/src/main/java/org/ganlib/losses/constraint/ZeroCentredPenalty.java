package org.ganlib.losses.constraint;

import org.ganlib.network.Network;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * The zero-centred gradient penalty at points between real and generated examples, 0-GP:
 *
 * <pre>
 * λ · mean over the minibatch of ‖∇ₓ f(x̂)‖²,  x̂ = ε x + (1 − ε) x̃,  ε uniform in [0, 1)
 * </pre>
 *
 * <p>x is a real example and x̃ a generated one. The gradient is that of the score, by every input
 * of the critic but labels, all together. A label is that of the real example. The penalty's
 * gradient by the critic's parameters is exact.
 *
 * @param weight λ
 * @param every k: the penalty is evaluated in every k-th update, and multiplied by k
 */
@PluginName(
        value = "zero-centred",
        summary = "Holds the critic's gradient near 0 between real and generated examples.",
        paper = "Thanh-Tung, Tran, Venkatesh, Improving Generalization and Stability of Generative Adversarial"
                + " Networks, 2019, section 5")
public record ZeroCentredPenalty(
        @Setting("λ, what the mean squared norm is multiplied by; > 0")
        double weight,

        @Setting("1 for every update of the critic; k for every k-th, with k times the weight")
        int every)
        implements CriticConstraint {
    /** The measured mean of the norms. */
    public static final String NORM = Measurements.CONSTRAINT + "zero-centred-gradient-norm";

    /** λ = 10, in every update. */
    public ZeroCentredPenalty() {
        this(10, 1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the weight is not positive, or {@code
     *     every} is less than 1
     */
    public ZeroCentredPenalty {
        NormPenalty.check("weight", weight, every).orThrow();
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new EachCritic(
                critic,
                each -> new PenaltyOfGradients(
                        new NormPenalty(weight, 0, false, every), OwnPoints.between(each), NORM, each));
    }
}
