package org.ganlib.network;

/** A short sample of an engine's work, to be timed. Used by one thread. */
public interface SampleWork extends AutoCloseable {
    /** Does the work once: a few milliseconds, the same each time. */
    void run();

    /** Frees what the work needed. */
    @Override
    void close();
}
