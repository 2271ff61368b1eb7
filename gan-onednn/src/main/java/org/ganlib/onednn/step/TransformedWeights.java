package org.ganlib.onednn.step;

/** Numbers computed from a layer's weights, for kernels that do not read the weights themselves. */
public interface TransformedWeights {
    /** Computes them again, because the weights changed. Allocates nothing. */
    void refresh();
}
