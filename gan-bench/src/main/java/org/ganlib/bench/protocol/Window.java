package org.ganlib.bench.protocol;

import java.util.List;

/**
 * What a contestant did between two readings of the clock.
 *
 * @param steps how many steps
 * @param nanos how long they took together
 * @param heapBytes what the training thread allocated on the Java heap meanwhile
 * @param residentKib resident memory of the process afterwards, KiB; 0 where the system does not tell
 * @param criticLosses the critic's loss of each step
 * @param generatorLosses the generator's loss of each step
 */
public record Window(
        int steps,
        long nanos,
        long heapBytes,
        long residentKib,
        List<Double> criticLosses,
        List<Double> generatorLosses) {
    /** Copies the lists. */
    public Window {
        criticLosses = List.copyOf(criticLosses);
        generatorLosses = List.copyOf(generatorLosses);
    }

    /** Milliseconds per step. */
    public double millisPerStep() {
        return nanos / 1e6 / steps;
    }
}
