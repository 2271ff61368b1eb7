package org.ganlib.optimize;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;

/**
 * η(t) = η · (final + (1 − final) · (1 + cos(π · (t − w) / T)) / 2) from the warm-up's w updates on:
 * half a cosine that falls from 1 to its final factor within T updates, then constant. During the
 * warm-up the factor is the straight line (t + 1) / (w + 1), which reaches 1 where the cosine
 * begins.
 *
 * <p>It is the paper's schedule without restarts. The paper lets the rate fall to 0; a factor here
 * is > 0.
 *
 * @param updates T, length of the cosine in updates; ≥ 1
 * @param finalFactor share of the learning rate at its end; in (0, 1]
 * @param warmUp w, updates before the cosine; ≥ 0
 */
@PluginName(
        value = "cosine",
        summary = "The learning rate falls along half a cosine to a final share, after a warm-up if asked for.",
        paper = "I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017, equation 5")
public record CosineRate(
        @Setting("length of the cosine in updates; ≥ 1") long updates,

        @Setting("share of the learning rate at its end; in (0, 1]")
        double finalFactor,

        @Setting("updates before the cosine, in which the rate rises along a straight line; ≥ 0")
        long warmUp)
        implements LearningRateSchedule {
    /** A rate that falls to a hundredth over 10,000 updates, without a warm-up. */
    public CosineRate() {
        this(10_000, 0.01, 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public CosineRate {
        Settings.check()
                .atLeast("updates", updates, 1)
                .rule(Ranges.isFactor(finalFactor), "final-factor", Ranges.factor(finalFactor))
                .atLeast("warm-up", warmUp, 0)
                .orThrow();
    }

    @Override
    public double factor(long step) {
        if (step < warmUp) {
            return (step + 1.0) / (warmUp + 1.0);
        }
        long done = step - warmUp;
        return done >= updates
                ? finalFactor
                : finalFactor + (1 - finalFactor) * (1 + Math.cos(Math.PI * done / updates)) / 2;
    }
}
