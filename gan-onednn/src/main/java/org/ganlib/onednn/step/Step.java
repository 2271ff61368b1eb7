package org.ganlib.onednn.step;

import org.ganlib.network.Wanted;

/**
 * One operation of a compiled network, with its backward pass. The kernels of the forward pass are
 * made when the step is constructed.
 */
public interface Step {
    /** The value that the step computes. */
    Value output();

    /** Computes the value from the values that the step reads. */
    void forward();

    /**
     * Makes the kernels of the backward pass. It is called once for each step, from the last step
     * to the first, so that every step that reads {@link #output()} has added its contribution to
     * the gradient of that value before.
     */
    void prepareBackward();

    /**
     * Computes the step's contributions to the gradients of the values that it reads, and the
     * gradients of its parameters, from the gradient of {@link #output()}.
     *
     * @param wanted the gradients that are wanted of the whole network; if the gradients of its
     *     inputs are not, the backward pass need only reach the steps with parameters
     */
    void backward(Wanted wanted);
}
