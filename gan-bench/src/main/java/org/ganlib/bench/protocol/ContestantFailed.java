package org.ganlib.bench.protocol;

/** A contestant answered that it cannot do what it was asked; asking again would not help. */
public final class ContestantFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what it said. */
    public ContestantFailed(String message) {
        super(message);
    }
}
