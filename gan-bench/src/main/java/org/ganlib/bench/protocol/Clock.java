package org.ganlib.bench.protocol;

import java.util.Locale;

/** What a step's time is read from. */
public enum Clock {
    /**
     * Processor time of the contestant's process: on one thread, how long a step would take on a
     * machine that does nothing else.
     */
    PROCESSOR,
    /** Time that passes. */
    WALL;

    /** Its name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
