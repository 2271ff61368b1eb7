package org.ganlib.metrics;

/**
 * Values from Knuth's linear congruential generator, which the scripts in scripts/golden use too.
 */
public final class Drawn {
    private Drawn() {}

    /** Whole multiples of 1/64, from 0 to below {@code levels}/64. */
    public static float[] multiples(long seed, int count, int levels) {
        long state = seed;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            state = next(state);
            values[i] = (state >>> 33) % levels / 64f;
        }
        return values;
    }

    /** Some of these values, each as likely. */
    public static float[] of(long seed, int count, float... values) {
        long state = seed;
        float[] drawn = new float[count];
        for (int i = 0; i < count; i++) {
            state = next(state);
            drawn[i] = values[(int) ((state >>> 33) % values.length)];
        }
        return drawn;
    }

    private static long next(long state) {
        return state * 6364136223846793005L + 1442695040888963407L;
    }
}
