package org.ganlib.onednn.step;

/** One operation of a compiled pass. */
public interface Step {
    /** What the step computes. */
    Value output();

    /** Computes the value. */
    void forward();

    /**
     * Makes what the way back needs. Called once, from the last step to the first, so that every step finds the contributions of those
     * behind it at its value.
     */
    void prepareBackward();

    /**
     * Takes the gradient of the value to those it was computed from.
     *
     * @param parameters whether the gradients of this step's parameters are wanted
     * @param inputs whether the gradient is wanted at the network's inputs; otherwise it need only reach steps with parameters
     */
    void backward(boolean parameters, boolean inputs);
}
