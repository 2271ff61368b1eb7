package com.example.gan;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;

/**
 * A factor of the learning rate that falls along half a cosine, from 1 to a final share r within T
 * updates, and then starts anew. With t the updates since the last start it is r + (1 − r)·(1 +
 * cos(πt/T))/2.
 *
 * @param updates T; ≥ 1
 * @param finalShare r, in (0, 1]
 */
@PluginName(
        value = "cosine-restarts",
        summary = "The learning rate falls along half a cosine, again and again.",
        paper = "Loshchilov, Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017, equation 5")
public record CosineRestarts(
        @Setting("updates from one start to the next; ≥ 1")
        long updates,

        @Setting("final share of the learning rate; in (0, 1]")
        double finalShare)
        implements LearningRateSchedule {
    /** A learning rate that falls to a hundredth every 100,000 updates. */
    public CosineRestarts() {
        this(100_000, 0.01);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public CosineRestarts {
        Settings.check()
                .atLeast("updates", updates, 1)
                .rule(finalShare > 0 && finalShare <= 1, "final-share", "must be in (0, 1], was " + finalShare)
                .orThrow();
    }

    @Override
    public double factor(long step) {
        double done = (double) (step % updates) / updates;
        return finalShare + (1 - finalShare) * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
