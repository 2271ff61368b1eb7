package org.ganlib.bench.protocol;

import java.util.List;

/**
 * The work of a contestant between two readings of the clock.
 *
 * @param steps the number of steps
 * @param wallNanos the time that they took together, nanoseconds
 * @param processorNanos processor time of the whole process meanwhile, which does not grow while
 *     the system runs something else or a host takes the processor away; the system may count it in
 *     hundredths of a second
 * @param heapBytes the bytes that the training thread allocated on the Java heap meanwhile
 * @param residentKib resident memory of the process afterwards, KiB; 0 where the system does not
 *     tell
 * @param deviceKib the most memory of a device that libtorch took so far, KiB; 0 where there is no
 *     such device
 * @param criticLosses the critic's loss of each step
 * @param generatorLosses the generator's loss of each step
 */
public record MeasuredWindow(
        int steps,
        long wallNanos,
        long processorNanos,
        long heapBytes,
        long residentKib,
        long deviceKib,
        List<Double> criticLosses,
        List<Double> generatorLosses) {
    private static final long LEAST_PROCESSOR_NANOS = 100_000_000;

    /** Copies the lists. */
    public MeasuredWindow {
        criticLosses = List.copyOf(criticLosses);
        generatorLosses = List.copyOf(generatorLosses);
    }

    /** Returns true if the processor time is long enough to say something. */
    public boolean countsProcessor() {
        return processorNanos >= LEAST_PROCESSOR_NANOS;
    }

    /**
     * The time it took in nanoseconds, without the time that the system or a host took away, if
     * that is known. The length of a measurement is planned with it.
     */
    public long busyNanos() {
        return countsProcessor() ? Math.min(wallNanos, processorNanos) : wallNanos;
    }

    /** {@link #busyNanos()} per step, milliseconds. */
    public double busyMillisPerStep() {
        return busyNanos() / 1e6 / steps;
    }

    /** Milliseconds per step by that clock. */
    public double millisPerStep(Clock clock) {
        return (clock == Clock.PROCESSOR ? processorNanos : wallNanos) / 1e6 / steps;
    }
}
