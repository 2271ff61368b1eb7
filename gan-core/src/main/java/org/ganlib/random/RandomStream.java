package org.ganlib.random;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.apache.commons.rng.RandomProviderState;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * One stream of random numbers for one purpose, with a state that can be saved. Not safe for use by
 * several threads.
 */
public final class RandomStream {
    private final RestorableUniformRandomProvider source;
    private final ZigguratSampler.NormalizedGaussian normal;

    /**
     * A stream whose numbers depend on {@code seed} alone; any 64-bit value gives a well-mixed
     * start.
     */
    public RandomStream(long seed) {
        source = RandomSource.XO_SHI_RO_256_PP.create(seed);
        normal = ZigguratSampler.NormalizedGaussian.of(source);
    }

    /** A number uniform in [0, 1). */
    public double nextDouble() {
        return source.nextDouble();
    }

    /** A standard normal number. */
    public double nextNormal() {
        return normal.sample();
    }

    /** An integer uniform in [0, bound), {@code bound ≥ 1}. */
    public int nextInt(int bound) {
        return source.nextInt(bound);
    }

    /** 64 random bits. */
    public long nextLong() {
        return source.nextLong();
    }

    /**
     * Fills what remains of {@code target} with standard normal numbers; its position does not
     * change.
     */
    public void fillNormal(FloatBuffer target) {
        for (int i = target.position(); i < target.limit(); i++) {
            target.put(i, (float) normal.sample());
        }
    }

    /**
     * Fills what remains of {@code target} with numbers uniform in [low, high); its position does
     * not change.
     */
    public void fillUniform(FloatBuffer target, double low, double high) {
        double width = high - low;
        // The nearest float to a number just below the end may be the end.
        float belowHigh = Math.nextDown((float) high);
        for (int i = target.position(); i < target.limit(); i++) {
            float value = (float) (low + width * source.nextDouble());
            target.put(i, value < high ? value : belowHigh);
        }
    }

    /** Puts {@code values} into a random order (Fisher and Yates), without allocating. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = source.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /** The state: the stream continues identically after {@link #restore} of it. */
    public byte[] state() {
        RandomProviderState state = source.saveState();
        return ((RandomProviderDefaultState) state).getState();
    }

    /**
     * Continues where {@link #state()} was taken.
     *
     * @throws IllegalStateException if {@code state} is not the state of such a stream
     */
    public void restore(byte[] state) {
        // The generator never leaves the state of all zeros: bounded integers would be rejected for
        // ever.
        if (Arrays.equals(state, new byte[state.length])) {
            throw new IllegalStateException("a stream is never in the state of " + state.length + " zero bytes");
        }
        source.restoreState(new RandomProviderDefaultState(state));
    }
}
