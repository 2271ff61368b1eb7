package org.ganlib.train;

/** Asks a run to end after the step it is in. May be raised from any thread. */
public final class StopSignal {
    private volatile boolean raised;

    /** Asks for the end. */
    public void raise() {
        raised = true;
    }

    /** Returns true if the end was asked for. */
    public boolean isRaised() {
        return raised;
    }
}
