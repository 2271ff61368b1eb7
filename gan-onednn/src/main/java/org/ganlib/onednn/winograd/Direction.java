package org.ganlib.onednn.winograd;

/** The direction in which a layer uses the linear map of a convolution. */
enum Direction {
    /** From the convolution's input to its output. */
    CONVOLUTION,
    /** From the convolution's output to its input: the transposed convolution. */
    TRANSPOSED;

    Direction opposite() {
        return this == CONVOLUTION ? TRANSPOSED : CONVOLUTION;
    }
}
