package org.ganlib.graph;

/** A linear map with weights, over a batch. Each method adds to its target. */
interface LinearMap {
    /** Adds what the map makes of {@code from}. */
    void apply(double[] from, double[] to);

    /** Adds what the transposed map makes of {@code from}. */
    void applyTransposed(double[] from, double[] to);

    /**
     * Adds the gradient by the weights.
     *
     * @param inputs the inputs of the map
     * @param adjoints the adjoints of the map's results
     * @param gradients a flat vector like the parameters'
     */
    void addWeightGradient(double[] inputs, double[] adjoints, double[] gradients);
}
