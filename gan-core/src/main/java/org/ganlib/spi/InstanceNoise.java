package org.ganlib.spi;

import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;

/**
 * Normal noise that is added to every example that the critic reads, real or generated, drawn anew
 * for each reading (Sønderby et al., Amortised MAP Inference for Image Super-resolution, 2017,
 * section 5; Arjovsky, Bottou, Towards Principled Methods for Training Generative Adversarial
 * Networks, 2017, section 3). It gives distributions on thin supports an overlap, so that the
 * critic cannot be right everywhere. The generator's gradient passes through it unchanged.
 *
 * <p>The standard deviation in step n is σ·(1 − (n − 1)/N) for n ≤ N and 0 from then on: whole in
 * the first step, none after the N-th.
 *
 * @param sigma σ, the standard deviation in the first step, in the units of the data's value range;
 *     ≥ 0, 0 for none
 * @param untilStep N, the last step with noise; 0 for noise that stays what it is
 */
public record InstanceNoise(
        @Setting("standard deviation in the first step, in the units of the data; ≥ 0, 0 for none")
        double sigma,

        @Setting("the last step with noise, which falls linearly until then; 0 for noise that does not fall")
        long untilStep) {
    /** None at all. */
    public static final InstanceNoise NONE = new InstanceNoise(0, 0);

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the standard deviation or the step is
     *     negative
     */
    public InstanceNoise {
        Settings.check()
                .rule(
                        sigma >= 0 && sigma < Double.POSITIVE_INFINITY,
                        "sigma",
                        "must be ≥ 0 and finite, was " + SettingText.number(sigma))
                .atLeast("until-step", untilStep, 0)
                .orThrow();
    }

    /** {@link #NONE}. */
    public InstanceNoise() {
        this(0, 0);
    }

    /** Returns true if there is no noise in any step. */
    public boolean isNone() {
        return sigma == 0;
    }

    /**
     * The standard deviation in that step.
     *
     * @param step from 1
     */
    public double deviation(long step) {
        if (untilStep == 0) {
            return sigma;
        }
        return step > untilStep ? 0 : sigma * (1 - (step - 1) / (double) untilStep);
    }
}
