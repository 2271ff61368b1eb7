package org.ganlib.network;

/**
 * The state of a pass, from forward to close, and the exceptions for calls that this state does not
 * allow. Engines share it, so that all of them say the same.
 */
public final class PassLife {
    private final String label;
    private Mode mode = Mode.EVALUATION;
    private long version;
    private boolean hasInputGradients;
    private boolean closed = true;

    /** A pass of that network, before its first {@link #begin}. */
    public PassLife(String network) {
        label = "this pass of network " + network;
    }

    /** The pass ran forward, while the network's parameters had this version. */
    public void begin(Mode newMode, long parameterVersion) {
        mode = newMode;
        version = parameterVersion;
        hasInputGradients = false;
        closed = false;
    }

    /**
     * Refuses a pass that is over.
     *
     * @throws IllegalStateException if the pass or its network was closed
     */
    public void requireOpen(boolean networkClosed) {
        if (closed || networkClosed) {
            throw new IllegalStateException(label + " is closed");
        }
    }

    /**
     * Begins a backward pass.
     *
     * @param parameterVersion the version of the network's parameters now
     * @param outputs elements of the output
     * @param gradients elements of the gradient that was given for it
     * @throws IllegalStateException if the pass ran in {@link Mode#EVALUATION}, or its network was
     *     updated since
     * @throws IllegalArgumentException if the gradient does not fit the output
     */
    public void takeBack(Wanted wanted, long parameterVersion, long outputs, long gradients) {
        if (mode == Mode.EVALUATION) {
            throw new IllegalStateException(
                    label + " ran in evaluation mode and cannot be taken back. Run it with Mode.TRAINING");
        }
        if (parameterVersion != version) {
            throw new IllegalStateException(
                    label + " is stale: the network's parameters changed since its forward. Run forward again");
        }
        if (gradients != outputs) {
            throw new IllegalArgumentException(
                    label + ": the output has " + outputs + " elements, its gradient was given with " + gradients);
        }
        hasInputGradients = wanted.inputs();
    }

    /**
     * Refuses to hand out gradients that were not asked for.
     *
     * @throws IllegalStateException unless the last backward pass computed input gradients
     */
    public void requireInputGradients() {
        if (!hasInputGradients) {
            throw new IllegalStateException(
                    label + " has no input gradients: take it back with Wanted.INPUTS or Wanted.BOTH first");
        }
    }

    /**
     * Refuses a second-order product that does not fit.
     *
     * @param parameterVersion the version of the network's parameters now
     * @param input elements of the input
     * @param direction elements of the vector that was given for it
     * @throws IllegalStateException unless the last backward pass computed input gradients, or if
     *     its network was updated since
     * @throws IllegalArgumentException if the vector does not fit the input
     */
    public void requireMixed(long parameterVersion, long input, long direction) {
        requireInputGradients();
        if (parameterVersion != version) {
            throw new IllegalStateException(
                    label + " is stale: the network's parameters changed since its forward. Run forward again");
        }
        if (input != direction) {
            throw new IllegalArgumentException(
                    label + ": the input has " + input + " elements, v was given with " + direction);
        }
    }

    /** Closes the pass; says whether it was open. */
    public boolean close() {
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }
}
