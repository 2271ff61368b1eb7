package org.ganlib.bench.contestant;

/** Something that trains a workload. Used by one thread of a process of its own. */
public interface Contestant extends AutoCloseable {
    /** Its identity, and whether it can be used here. Loads native libraries. */
    Identity identity();

    /**
     * Builds the networks and everything a step needs.
     *
     * @return numbers that must be the same for every contestant
     */
    Prepared prepare(TrainingTask assignment);

    /** Trains on, one step for each element of {@code losses}. */
    void run(Losses losses);

    /** The most memory of a device that was taken so far, in KiB; 0 where there is none. */
    default long deviceKib() {
        return 0;
    }

    /**
     * Multiplies single-precision matrices for some tenths of a second, and gives the best rate
     * seen.
     */
    Peak peak();

    @Override
    void close();
}
