package org.ganlib.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.ganlib.plugin.InOlderRuns;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.ImageAugmentation;
import org.ganlib.spi.InstanceNoise;

/**
 * The length of training, and the files written during it.
 *
 * @param steps generator updates; ≥ 1
 * @param batch examples per minibatch; ≥ 1
 * @param sampleEvery steps between two sample grids; 0 for one at the end
 * @param checkpointEvery steps between two checkpoints; 0 for one at the end
 * @param logEvery steps between two lines of metrics.jsonl; ≥ 1
 * @param samples examples in a sample grid; ≥ 1
 * @param ema decay of an exponential moving average of the generator side's parameters, from which
 *     samples are drawn; in [0, 1), 0 for none
 * @param emaRule the rule by which that average takes in each update; without effect if {@code ema}
 *     is 0
 * @param keepLast the number of newest checkpoints that are kept; 0 for all
 * @param minutes the training time in minutes, over all continuations of a run, after which the run
 *     ends; 0 for no limit
 * @param clipNorm maximum Euclidean norm of a player's gradient; a longer gradient is scaled down
 *     to it (Pascanu et al., On the difficulty of training recurrent neural networks, 2013,
 *     algorithm 1); 0 for no limit
 * @param accumulate minibatches whose gradients are averaged for each update; 1 to 10,000
 * @param evaluateEvery steps between two evaluations by the experiment's metrics; 0 for none,
 *     otherwise a multiple of {@code logEvery}
 * @param best the metric that decides which checkpoint is kept as the best; empty for none
 * @param patience the number of evaluations in a row without an improvement of the best metric
 *     after which the run ends; 0 for never
 * @param instanceNoise Gaussian noise that is added to the examples that the critic reads
 * @param augmentation random changes of the images that the critic reads
 * @param initialFrom the run directory, or the checkpoint, whose networks' parameters the run begins
 *     with; empty for random parameters
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

        @Setting(
                "warm-up: the decay is min(ema, (1 + t) / (10 + t)) at update t; bias-corrected: ema, divided by the sum of the weights; constant: ema from the initial parameters on")
        @InOlderRuns("constant")
        AverageRule emaRule,

        @Setting("how many checkpoints are kept, the newest; 0 for all")
        int keepLast,

        @Setting("minutes of training after which the run ends, continuations included; 0 for no limit")
        double minutes,

        @Setting("largest norm of a player's gradient, scaled down to it beyond; 0 for no limit")
        double clipNorm,

        @Setting("minibatches whose gradients are averaged for each update; 1 to 10000")
        int accumulate,

        @Setting("steps between two evaluations by the experiment's metrics, a multiple of log-every; 0 for none")
        long evaluateEvery,

        @Setting("the metric by which the best checkpoint is kept, ID or ID[EXTRACTOR]; empty for none")
        String best,

        @Setting("evaluations without a better value of it after which the run ends; 0 for never")
        int patience,

        @Setting("Gaussian noise over the examples that the critic reads, real and generated")
        InstanceNoise instanceNoise,

        @Setting("random changes of the images that the critic reads, real and generated")
        ImageAugmentation augmentation,

        @Setting("a run, or a checkpoint of one, whose networks this run begins with; empty for random ones")
        String initialFrom) {
    private static final int MOST_ACCUMULATED = 10_000;

    /** 1000 steps of 64 examples, no average, all checkpoints kept. */
    public TrainSettings() {
        this(1000, 64, 500, 1000, 10, 64, 0);
    }

    /** All checkpoints kept, no limits, one minibatch an update. */
    public TrainSettings(
            long steps, int batch, long sampleEvery, long checkpointEvery, long logEvery, int samples, double ema) {
        this(
                steps,
                batch,
                sampleEvery,
                checkpointEvery,
                logEvery,
                samples,
                ema,
                AverageRule.WARM_UP,
                0,
                0,
                0,
                1,
                0,
                "",
                0,
                InstanceNoise.NONE,
                ImageAugmentation.NONE,
                "");
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
                .rule(emaRule != null, "ema-rule", "is missing. Choose warm-up, bias-corrected or constant")
                .atLeast("keep-last", keepLast, 0)
                .rule(minutes >= 0, "minutes", "must be ≥ 0, was " + SettingText.number(minutes))
                .rule(clipNorm >= 0, "clip-norm", "must be ≥ 0, was " + SettingText.number(clipNorm))
                .atLeast("accumulate", accumulate, 1)
                .atMost("accumulate", accumulate, MOST_ACCUMULATED)
                .atLeast("evaluate-every", evaluateEvery, 0)
                .rule(
                        logEvery < 1 || evaluateEvery % logEvery == 0,
                        "evaluate-every",
                        "must be a multiple of log-every, which is " + logEvery + ", was " + evaluateEvery)
                .rule(best.isEmpty() || evaluateEvery > 0, "best", "needs evaluate-every, which is 0")
                .atLeast("patience", patience, 0)
                .rule(patience <= 0 || !best.isEmpty(), "patience", "needs best, the metric that is to improve")
                .rule(instanceNoise != null, "instance-noise", "is missing. Give its settings")
                .rule(augmentation != null, "augmentation", "is missing. Give its settings")
                .rule(initialFrom != null, "initial-from", "is missing. Give a run, or nothing")
                .rule(isPath(initialFrom), "initial-from", "is no path: " + initialFrom)
                .orThrow();
    }

    private static boolean isPath(String text) {
        try {
            return text == null || Path.of(text) != null;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The same settings with the networks of another checkpoint to begin with. */
    public TrainSettings withInitialFrom(Path checkpoint) {
        return new TrainSettings(
                steps,
                batch,
                sampleEvery,
                checkpointEvery,
                logEvery,
                samples,
                ema,
                emaRule,
                keepLast,
                minutes,
                clipNorm,
                accumulate,
                evaluateEvery,
                best,
                patience,
                instanceNoise,
                augmentation,
                checkpoint.toString());
    }
}
