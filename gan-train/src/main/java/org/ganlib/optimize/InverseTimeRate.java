package org.ganlib.optimize;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;

/**
 * η(t) = η / (1 + κt): half the rate after 1/κ updates. Sums of η diverge and sums of η² converge,
 * as stochastic approximation asks (Robbins and Monro 1951).
 *
 * @param decay κ; ≥ 0
 */
@PluginName(
        value = "inverse-time",
        summary = "The learning rate falls as one over the number of updates.",
        paper = "H. Robbins and S. Monro, A Stochastic Approximation Method, 1951")
public record InverseTimeRate(
        @Setting("one over the number of updates that halve the rate; ≥ 0")
        double decay) implements LearningRateSchedule {
    /** Half the rate after 10,000 updates. */
    public InverseTimeRate() {
        this(1e-4);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the decay is negative or not finite */
    public InverseTimeRate {
        Settings.check()
                .rule(Ranges.isDecay(decay), "decay", Ranges.decay(decay))
                .orThrow();
    }

    @Override
    public double factor(long step) {
        return 1 / (1 + decay * (double) step);
    }
}
