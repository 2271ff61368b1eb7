package org.ganlib.game;

/**
 * The choice of one batch or two for real and generated examples. It matters if the critic has
 * batch norm.
 */
public enum CriticBatches {
    /** Joint where the critic has no normalisation layer, separate where it has. */
    AUTO,
    /** One batch of both. */
    JOINT,
    /** One batch each, normalised by its own statistics. */
    SEPARATE
}
