package org.ganlib.datasets.array;

/** The range an array's values are taken to lie in. */
public enum ArrayRange {
    /** {@link #SIGNED} for bytes, {@link #UNBOUNDED} for other numbers. */
    AUTO,
    /** −1 to 1: bytes are scaled, other numbers must lie there. */
    SIGNED,
    /** 0 to 1: bytes are scaled, other numbers must lie there. */
    UNIT,
    /** All numbers, as they are. */
    UNBOUNDED
}
