package org.ganlib.testkit;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.ganlib.random.RandomStream;

/** Checks a law on random draws, and says how to repeat the draw that broke it. */
final class RandomTrials {
    /** The system property that fixes the first seed. */
    static final String SEED_PROPERTY = "ganlib.test.seed";

    private RandomTrials() {}

    /**
     * Checks {@code law} with {@code trials} streams, each from its own seed: the seeds count up
     * from the property's value, or from a new random number where it is not set.
     *
     * @throws AssertionError if the law fails; the message starts with the seed of the failing
     *     trial
     */
    static void check(int trials, Consumer<RandomStream> law) {
        Long chosen = Long.getLong(SEED_PROPERTY);
        long first = chosen == null ? ThreadLocalRandom.current().nextLong() : chosen;
        for (long seed = first; seed < first + trials; seed++) {
            try {
                law.accept(new RandomStream(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(
                        "seed " + seed + " (repeat with -D" + SEED_PROPERTY + "=" + seed + "): " + failure.getMessage(),
                        failure);
            }
        }
    }

    /** A number uniform in [low, high). */
    static double uniform(RandomStream random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A number whose logarithm is uniform in [−extent, extent). */
    static double logUniform(RandomStream random, double extent) {
        return Math.exp(uniform(random, -extent, extent));
    }
}
