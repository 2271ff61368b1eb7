package org.ganlib.onednn.step;

import org.bytedeco.javacpp.FloatPointer;

/** A slice of the flat gradient vector that can be computed on demand. */
public interface GradientSlice {
    /** The index of its first element in the flat vector. */
    long first();

    /** The index after its last element. */
    long end();

    /** Computes the slice at its place in the vector that the pass writes to. */
    void run();

    /** Computes the slice at the front of other memory. */
    void run(FloatPointer target);
}
