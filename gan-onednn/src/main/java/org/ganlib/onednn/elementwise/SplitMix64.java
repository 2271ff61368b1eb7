package org.ganlib.onednn.elementwise;

/** 64 random bits at a time, from a seed: SplitMix64 (Steele, Lea and Flood 2014, figure 17). Cheap, and good enough to choose zeros. */
public final class SplitMix64 {
    private static final long INCREMENT = 0x9e3779b97f4a7c15L;

    private long state;

    public void seed(long seed) {
        state = seed;
    }

    long next() {
        state += INCREMENT;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
