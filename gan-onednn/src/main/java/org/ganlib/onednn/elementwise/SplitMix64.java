package org.ganlib.onednn.elementwise;

/**
 * The random number generator of dropout masks, SplitMix64 (Steele, Lea and Flood, Fast Splittable
 * Pseudorandom Number Generators, 2014, figure 17). It is fast, and its quality suffices for masks.
 */
public final class SplitMix64 {
    private static final long INCREMENT = 0x9e3779b97f4a7c15L;

    private long state;

    /** Restarts the sequence. */
    public void seed(long seed) {
        state = seed;
    }

    /** The next 64 random bits. */
    public long next() {
        state += INCREMENT;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
