package org.ganlib.evaluate;

import org.ganlib.plugin.Settings;
import org.ganlib.spi.Split;

/**
 * The examples that a model is evaluated on. Numbers are comparable only if they were measured by
 * the same protocol.
 *
 * @param count number of generated examples, ≥ 1
 * @param realCount the maximum number of real examples, ≥ 1; a random subset where there are more
 * @param split the part of the data that generated examples are compared with
 * @param seed the seed of latents, random subsets and the metrics' own random numbers
 */
public record EvaluationProtocol(int count, int realCount, Split split, long seed) {
    /** The default of {@code gan evaluate}. */
    public static final EvaluationProtocol USUAL = new EvaluationProtocol(1000, 10_000, Split.TRAINING, 1);

    /** @throws org.ganlib.plugin.InvalidSettingsException if a number is below 1 */
    public EvaluationProtocol {
        Settings.check()
                .atLeast("count", count, 1)
                .atLeast("real-count", realCount, 1)
                .orThrow();
    }

    /** The same protocol with another number of generated examples. */
    public EvaluationProtocol withCount(int other) {
        return new EvaluationProtocol(other, realCount, split, seed);
    }

    /** The same protocol with another maximum number of real examples. */
    public EvaluationProtocol withRealCount(int other) {
        return new EvaluationProtocol(count, other, split, seed);
    }

    /** The same protocol, compared with another part of the data. */
    public EvaluationProtocol withSplit(Split other) {
        return new EvaluationProtocol(count, realCount, other, seed);
    }

    /** The same protocol with another seed. */
    public EvaluationProtocol withSeed(long other) {
        return new EvaluationProtocol(count, realCount, split, other);
    }
}
