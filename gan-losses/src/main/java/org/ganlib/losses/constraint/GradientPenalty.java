package org.ganlib.losses.constraint;

import org.ganlib.network.Network;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * The gradient penalty of WGAN-GP, which holds the norm of the critic's gradient near 1 at points
 * between real and generated examples:
 *
 * <pre>
 * λ · mean over the minibatch of (‖∇ₓ f(x̂)‖ − target)²,  x̂ = ε x + (1 − ε) x̃,  ε uniform in [0, 1)
 * </pre>
 *
 * <p>x is a real example and x̃ a generated one. The gradient is taken by every input of the critic
 * but labels, and its norm is that of all of them together, so that a critic of pairs is penalised
 * as a function of pairs. A label is that of the real example. The penalty's gradient by the
 * critic's parameters is exact ({@link org.ganlib.network.Pass#addMixedGradient}); where the norm
 * is 0 it is taken to be 0.
 *
 * @param weight λ
 * @param oneSided true if only norms above the target are penalised
 * @param target the norm that costs nothing
 * @param every k: the penalty is evaluated in every k-th update, and multiplied by k
 */
@PluginName(
        value = "gradient-penalty",
        summary = "Holds the norm of the critic's gradient near 1 between real and generated examples.",
        paper = "Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville, Improved Training of Wasserstein GANs, 2017,"
                + " equation 3 and algorithm 1")
public record GradientPenalty(
        @Setting("λ, what the mean penalty is multiplied by; > 0")
        double weight,

        @Setting("whether only norms above the target are penalised")
        boolean oneSided,

        @Setting("the norm that costs nothing; ≥ 0") double target,

        @Setting("1 for every update of the critic; k for every k-th, with k times the weight")
        int every)
        implements CriticConstraint {
    /** The measured mean of the norms. */
    public static final String NORM = Measurements.CONSTRAINT + "gradient-norm";

    /** The paper's: λ = 10, from both sides, with the target 1, in every update. */
    public GradientPenalty() {
        this(10, false, 1, 1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the weight is not positive, the target
     *     is negative or not finite, or {@code every} is less than 1
     */
    public GradientPenalty {
        NormPenalty.check("weight", weight, every).atLeast("target", target, 0).orThrow();
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new EachCritic(
                critic,
                each -> new PenaltyOfGradients(
                        new NormPenalty(weight, target, oneSided, every), OwnPoints.between(each), NORM, each));
    }
}
