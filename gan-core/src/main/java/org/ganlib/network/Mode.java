package org.ganlib.network;

/** How layers that behave differently in training (batch norm, dropout) behave in a pass. */
public enum Mode {
    /** Batch statistics, active dropout; the pass can be taken back. */
    TRAINING,
    /** Running statistics, no dropout; the pass cannot be taken back. */
    EVALUATION
}
