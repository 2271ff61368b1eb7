package org.ganlib.models.game;

/** How far two vectors are apart, as a mean over their numbers. */
public enum Norm {
    /** |a − b|. */
    L1,
    /** (a − b)². */
    L2
}
