package org.ganlib.bench.protocol;

/** A contestant's process ended, or no longer answers. It can be started again. */
public final class ContestantDied extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what is known of its end. */
    public ContestantDied(String message) {
        super(message);
    }
}
