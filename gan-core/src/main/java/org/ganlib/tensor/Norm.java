package org.ganlib.tensor;

/** The measure of how far two vectors are apart, as a mean over their numbers. */
public enum Norm {
    /** |a − b|. */
    L1,
    /** (a − b)². */
    L2
}
