package org.ganlib.bench.protocol;

/** Starts contestants. */
public interface Launcher {
    /**
     * Starts a process for one contestant.
     *
     * @param contestant its name
     * @param threads threads it may compute with
     * @throws java.io.UncheckedIOException if no process can be started at all
     */
    Child start(String contestant, int threads);
}
