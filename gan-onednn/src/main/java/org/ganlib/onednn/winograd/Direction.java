package org.ganlib.onednn.winograd;

/** The direction in which a layer uses the linear map of a convolution. */
enum Direction {
    /** The convolution itself, which maps the convolution's input to its output. */
    CONVOLUTION,
    /** The transposed convolution, which maps the convolution's output to its input. */
    TRANSPOSED;

    Direction opposite() {
        return this == CONVOLUTION ? TRANSPOSED : CONVOLUTION;
    }
}
