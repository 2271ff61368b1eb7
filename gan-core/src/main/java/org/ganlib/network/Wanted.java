package org.ganlib.network;

/** What a backward pass is to compute. */
public enum Wanted {
    /** Add ∂loss/∂parameters to the network's gradients, and move its batch-norm statistics. */
    PARAMETERS,
    /** Compute ∂loss/∂inputs alone; the network's gradients and statistics stay as they are (the network is a conduit). */
    INPUTS,
    /** Both. */
    BOTH;

    /** Whether parameter gradients are wanted. */
    public boolean parameters() {
        return this != INPUTS;
    }

    /** Whether input gradients are wanted. */
    public boolean inputs() {
        return this != PARAMETERS;
    }
}
