package org.ganlib.config;

import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;

/**
 * How long to train, and what to leave behind on the way.
 *
 * @param steps generator updates; ≥ 1
 * @param batch examples per minibatch; ≥ 1
 * @param sampleEvery steps between two sample grids; 0 for one at the end
 * @param checkpointEvery steps between two checkpoints; 0 for one at the end
 * @param logEvery steps between two lines of metrics.jsonl; ≥ 1
 * @param samples examples in a sample grid; ≥ 1
 * @param ema decay of an exponential moving average of the parameters that the generator's side moves, from which samples are drawn; in
 *     [0, 1), 0 for none
 * @param keepLast how many checkpoints are kept, the newest; 0 for all
 */
public record TrainSettings(
        @Setting("generator updates; ≥ 1") long steps,
        @Setting("examples per minibatch; ≥ 1") int batch,

        @Setting("steps between two sample grids; 0 for one at the end")
        long sampleEvery,

        @Setting("steps between two checkpoints; 0 for one at the end")
        long checkpointEvery,

        @Setting("steps between two lines of metrics.jsonl; ≥ 1")
        long logEvery,

        @Setting("examples in a sample grid; ≥ 1") int samples,

        @Setting(
                "decay per step of the generator's averaged parameters, which samples are drawn from; in [0, 1), 0 for none")
        double ema,

        @Setting("how many checkpoints are kept, the newest; 0 for all")
        int keepLast) {
    /** 1000 steps of 64 examples, no average, all checkpoints kept. */
    public TrainSettings() {
        this(1000, 64, 500, 1000, 10, 64, 0);
    }

    /** All checkpoints kept. */
    public TrainSettings(
            long steps, int batch, long sampleEvery, long checkpointEvery, long logEvery, int samples, double ema) {
        this(steps, batch, sampleEvery, checkpointEvery, logEvery, samples, ema, 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public TrainSettings {
        Settings.check()
                .atLeast("steps", steps, 1)
                .atLeast("batch", batch, 1)
                .atLeast("sample-every", sampleEvery, 0)
                .atLeast("checkpoint-every", checkpointEvery, 0)
                .atLeast("log-every", logEvery, 1)
                .atLeast("samples", samples, 1)
                .rule(ema >= 0 && ema < 1, "ema", "must be in [0, 1), was " + SettingText.number(ema))
                .atLeast("keep-last", keepLast, 0)
                .orThrow();
    }
}
