package org.ganlib.game;

/** Whether the critic sees real and generated examples in one batch; with batch norm in the critic the two differ. */
public enum CriticBatches {
    /** Joint where the critic has no normalisation layer, separate where it has. */
    AUTO,
    /** One batch of both. */
    JOINT,
    /** One batch each, normalised by its own statistics. */
    SEPARATE
}
