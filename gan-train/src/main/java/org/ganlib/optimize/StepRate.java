package org.ganlib.optimize;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;

/**
 * η(t) = η · factor^⌊t / every⌋; never less than the smallest positive number.
 *
 * @param every updates between two drops; ≥ 1
 * @param factor share that each drop leaves; in (0, 1]
 */
@PluginName(value = "step", summary = "The learning rate drops by a factor after every so many updates.")
public record StepRate(
        @Setting("updates between two drops; ≥ 1") long every,
        @Setting("share that each drop leaves; in (0, 1]") double factor)
        implements LearningRateSchedule {
    /** A tenth after every 10,000 updates. */
    public StepRate() {
        this(10_000, 0.1);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public StepRate {
        Settings.check()
                .atLeast("every", every, 1)
                .rule(Ranges.isFactor(factor), "factor", Ranges.factor(factor))
                .orThrow();
    }

    @Override
    public double factor(long step) {
        return Math.max(Math.pow(factor, (double) Math.floorDiv(step, every)), Double.MIN_VALUE);
    }
}
