package com.example.gan;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;

/**
 * A factor of the learning rate that falls along half a cosine, from 1 to a final share r after T
 * updates, and stays there. After t ≤ T updates it is r + (1 − r)·(1 + cos(πt/T))/2.
 *
 * @param updates T; ≥ 1
 * @param finalShare r, in (0, 1]
 */
@PluginName(
        value = "half-cosine",
        summary = "The learning rate falls along half a cosine to a final share.",
        paper = "Loshchilov, Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017, equation 5")
public record HalfCosine(
        @Setting("updates until the final share is reached; ≥ 1")
        long updates,

        @Setting("final share of the learning rate; in (0, 1]")
        double finalShare)
        implements LearningRateSchedule {
    /** A learning rate that falls to a hundredth over 100,000 updates. */
    public HalfCosine() {
        this(100_000, 0.01);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public HalfCosine {
        Settings.check()
                .atLeast("updates", updates, 1)
                .rule(finalShare > 0 && finalShare <= 1, "final-share", "must be in (0, 1], was " + finalShare)
                .orThrow();
    }

    @Override
    public double factor(long step) {
        double done = Math.min(1, (double) step / updates);
        return finalShare + (1 - finalShare) * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
