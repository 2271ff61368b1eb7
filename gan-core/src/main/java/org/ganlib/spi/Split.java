package org.ganlib.spi;

/** Which part of a data set. */
public enum Split {
    /** What models are trained on. */
    TRAINING,
    /** What they never see. */
    HELD_OUT
}
