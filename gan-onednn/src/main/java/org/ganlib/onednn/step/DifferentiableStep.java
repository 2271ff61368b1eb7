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
     * Makes a step that computes the tangent of {@link #output()}, in the same format, from the
     * tangents of the values that this step reads. It is linear: its backward pass carries the
     * adjoints t of tangents, and computes the weight gradients ẋᵀt. Where this step is curved, it
     * contributes to the adjoints p of values as well. Where {@link
     * TangentValues#reusesGradients()}, only the weight gradients are computed.
     */
    Step tangent(TangentValues values);

    /**
     * Makes a step over the memory of this one that only runs backward: it carries the adjoints p of
     * values, and computes the parameter gradients that follow from them.
     */
    Step adjoint(TangentValues values);
}
