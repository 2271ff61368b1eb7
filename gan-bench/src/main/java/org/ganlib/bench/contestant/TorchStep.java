package org.ganlib.bench.contestant;

/** One training step in libtorch. */
interface TorchStep {
    /** Trains for one step and writes its losses to {@code losses[step]}. */
    void run(Losses losses, int step);
}
