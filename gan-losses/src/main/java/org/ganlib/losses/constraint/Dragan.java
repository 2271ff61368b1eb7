package org.ganlib.losses.constraint;

import org.ganlib.network.Network;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * The gradient penalty of DRAGAN, which holds the norm of the critic's gradient near k around real
 * examples:
 *
 * <pre>
 * λ · mean over the minibatch of (‖∇ₓ f(x + δ)‖ − k)²,  δ normal with the standard deviation c
 * </pre>
 *
 * <p>x is a real example. Every input of the critic but labels gets noise, and the gradient is that
 * by all of these together. The penalty's gradient by the critic's parameters is exact; where the
 * norm is 0 it is taken to be 0.
 *
 * @param weight λ
 * @param target k
 * @param deviation c
 * @param every k: the penalty is evaluated in every k-th update, and multiplied by k
 */
@PluginName(
        value = "dragan",
        summary = "Holds the norm of the critic's gradient near 1 around real examples.",
        paper = "Kodali, Abernethy, Hays, Kira, On Convergence and Stability of GANs, 2017, section 2.3")
public record Dragan(
        @Setting("λ, what the mean penalty is multiplied by; > 0")
        double weight,

        @Setting("k, the norm that costs nothing; ≥ 0") double target,

        @Setting("c, the standard deviation of the noise, in the units of the data; > 0")
        double deviation,

        @Setting("1 for every update of the critic; k for every k-th, with k times the weight")
        int every)
        implements CriticConstraint {
    /** The measured mean of the norms. */
    public static final String NORM = Measurements.CONSTRAINT + "dragan-gradient-norm";

    /** λ = 10 and k = 1, noise of 0.5, in every update. */
    public Dragan() {
        this(10, 1, 0.5, 1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the weight or the deviation is not
     *     positive, the target is negative or not finite, or {@code every} is less than 1
     */
    public Dragan {
        NormPenalty.check("weight", weight, every)
                .positive("deviation", deviation)
                .atLeast("target", target, 0)
                .orThrow();
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new EachCritic(
                critic,
                each -> new PenaltyOfGradients(
                        new NormPenalty(weight, target, false, every), OwnPoints.around(deviation, each), NORM, each));
    }
}
