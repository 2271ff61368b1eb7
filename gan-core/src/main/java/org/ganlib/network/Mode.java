package org.ganlib.network;

/**
 * The behaviour, in a pass, of layers that behave differently in training (batch norm, dropout).
 */
public enum Mode {
    /** Batch statistics, active dropout; the pass can run backward. */
    TRAINING,
    /** Running statistics, no dropout; the pass cannot run backward. */
    EVALUATION
}
