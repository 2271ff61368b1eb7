package org.ganlib.network;

/**
 * The precision of a network's arithmetic. Parameters, their gradients and everything that is kept
 * between steps are floats in each of them, and losses doubles.
 */
public enum NumericPrecision {
    /** IEEE single precision everywhere. */
    FLOAT32,
    /**
     * NVIDIA's TF32: factors of matrix products and convolutions are rounded to 10 bits behind the
     * point, sums are floats.
     */
    TF32,
    /**
     * Matrix products and convolutions in bfloat16, with 7 bits behind the point; the rest in single
     * precision.
     */
    BF16
}
