package org.ganlib.spi;

/** A part of a data set. */
public enum Split {
    /** The examples that models are trained on. */
    TRAINING,
    /** The examples that models never see in training. */
    HELD_OUT
}
