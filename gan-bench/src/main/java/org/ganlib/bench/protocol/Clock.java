package org.ganlib.bench.protocol;

import java.util.Locale;

/** The clock from which a step's time is read. */
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
