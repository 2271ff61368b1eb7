package org.ganlib.optimize;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;

/**
 * η(t) = η · max(γᵗ⁻ˢ, floor) from the start s on, η before it. The defaults divide the rate by
 * about 1.000004 at every update and keep a hundred-thousandth of it, as the first GANs were
 * trained (Goodfellow et al. 2014, published code).
 *
 * @param start s, updates before the first change; ≥ 0
 * @param gamma γ; in (0, 1]
 * @param floor smallest factor; in (0, 1]
 */
@PluginName(
        value = "exponential",
        summary = "The learning rate shrinks by the same factor at every update, down to a floor.")
public record ExponentialRate(
        @Setting("updates before the first change; ≥ 0") long start,
        @Setting("factor per update; in (0, 1]") double gamma,

        @Setting("smallest share of the learning rate; in (0, 1]")
        double floor)
        implements LearningRateSchedule {
    /** The defaults: the decay begins at the start, γ = 0.999996, floor = 1e-5. */
    public ExponentialRate() {
        this(0, 0.999996, 1e-5);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public ExponentialRate {
        Settings.check()
                .atLeast("start", start, 0)
                .rule(Ranges.isFactor(gamma), "gamma", Ranges.factor(gamma))
                .rule(Ranges.isFactor(floor), "floor", Ranges.factor(floor))
                .orThrow();
    }

    @Override
    public double factor(long step) {
        return Math.max(Math.pow(gamma, (double) Math.max(0, step - start)), floor);
    }
}
