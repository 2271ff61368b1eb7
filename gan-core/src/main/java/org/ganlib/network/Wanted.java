package org.ganlib.network;

/** The gradients that a backward pass computes. */
public enum Wanted {
    /** Add ∂loss/∂parameters to the network's gradients, and update its batch-norm statistics. */
    PARAMETERS,
    /**
     * Compute ∂loss/∂inputs alone; the network's gradients and statistics stay as they are (the
     * network is a conduit).
     */
    INPUTS,
    /** Both. */
    BOTH;

    /** Returns true if parameter gradients are wanted. */
    public boolean parameters() {
        return this != INPUTS;
    }

    /** Returns true if input gradients are wanted. */
    public boolean inputs() {
        return this != PARAMETERS;
    }
}
