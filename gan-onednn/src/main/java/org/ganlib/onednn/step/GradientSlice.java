package org.ganlib.onednn.step;

import org.bytedeco.javacpp.FloatPointer;

/** A slice of the flat gradient vector that is computed when it is read. */
public interface GradientSlice {
    /** The index of its first element in the flat vector. */
    long first();

    /** The index after its last element. */
    long end();

    /** Computes it where the pass writes gradients. */
    void run();

    /** Computes it at the front of other memory. */
    void run(FloatPointer target);
}
