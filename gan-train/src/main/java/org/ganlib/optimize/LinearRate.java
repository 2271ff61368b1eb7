package org.ganlib.optimize;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;

/**
 * η(t) = η · (1 + (final − 1) · clamp((t − start) / steps, 0, 1)): constant up to {@code start},
 * then a straight line that reaches its final factor {@code steps} updates later, then constant.
 *
 * @param start updates before the line begins; ≥ 0
 * @param steps length of the line in updates; ≥ 1
 * @param finalFactor share of the learning rate at its end; in (0, 1]
 */
@PluginName(value = "linear", summary = "The learning rate falls along a straight line to a final share.")
public record LinearRate(
        @Setting("updates before the line begins; ≥ 0") long start,
        @Setting("length of the line in updates; ≥ 1") long steps,

        @Setting("share of the learning rate at its end; in (0, 1]")
        double finalFactor)
        implements LearningRateSchedule {
    /** A rate that falls to a hundredth over 10,000 updates. */
    public LinearRate() {
        this(0, 10_000, 0.01);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public LinearRate {
        Settings.check()
                .atLeast("start", start, 0)
                .atLeast("steps", steps, 1)
                .rule(Ranges.isFactor(finalFactor), "final-factor", Ranges.factor(finalFactor))
                .orThrow();
    }

    @Override
    public double factor(long step) {
        long done = Math.min(Math.max(step - start, 0), steps);
        return done == steps ? finalFactor : 1 + (finalFactor - 1) * done / steps;
    }
}
