package org.ganlib.bench.workload;

/** The kind of the real examples. */
public enum DataKind {
    /** Points on a ring of eight Gaussians: radius 1, standard deviation .01. */
    RING,
    /** The embedded digits, −1 to 1. */
    DIGITS,
    /** Smooth coloured waves of 3×64×64, −1 to 1. */
    WAVES,
    /** The same of 3×112×112. */
    LARGE_WAVES
}
