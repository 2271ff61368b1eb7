package org.ganlib.onednn.step;

/**
 * A step that can make the two steps which the mixed second-order product needs for it. The tangent
 * ẏ of a value y is its derivative along a direction ẋ of the network's inputs.
 */
public interface DifferentiableStep extends Step {
    /**
     * Tells whether the second derivative of this step by the values that it reads is not zero. The
     * tangent step then contributes to the adjoints of values.
     */
    default boolean isCurved() {
        return false;
    }

    /**
     * Tells whether this step multiplies the value that it reads by weights. The tangent step then
     * has a weight gradient.
     */
    default boolean hasLinearMap() {
        return false;
    }

    /**
     * Makes the tangent step. Forward, it computes the tangent of {@link #output()}, in the same
     * format, from the tangents of the values that this step reads. Backward, it computes the
     * adjoints t of tangents and the weight gradients ẋᵀt; if this step is curved, it also
     * contributes to the adjoints p of values. If {@link TangentValues#reusesGradients()}, it
     * computes the weight gradients alone.
     */
    Step tangent(TangentValues values);

    /**
     * Makes a step over the memory of this one that only runs backward. It computes the adjoints p
     * of the values that this step reads from that of {@link #output()}, and the parameter
     * gradients that follow.
     */
    Step adjoint(TangentValues values);
}
