package org.ganlib.bench.contestant;

/** The seed of every contestant's streams: latents and minibatches are the same everywhere. */
final class Seed {
    static final long VALUE = 1;

    private Seed() {}
}
