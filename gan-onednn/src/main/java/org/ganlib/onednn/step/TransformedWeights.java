package org.ganlib.onednn.step;

/** Numbers computed from the weights of a layer, which its kernels read in place of the weights. */
public interface TransformedWeights {
    /** Computes the numbers again, because the weights changed. Allocates nothing. */
    void refresh();
}
