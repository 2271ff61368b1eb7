package org.ganlib.spi;

import java.util.Locale;

/** The state of a run; {@code status.json} carries the lower-case name. */
public enum RunStatus {
    /** In training. */
    RUNNING,
    /** All steps done. */
    FINISHED,
    /** Stopped by the user; can be continued. */
    INTERRUPTED,
    /** Stopped by a number that is not finite. */
    DIVERGED,
    /** Stopped by an error. */
    FAILED;

    /** The name used in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
