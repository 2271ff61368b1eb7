package org.ganlib.onednn.step;

/** A step of a pass, from which the steps of its {@link TangentPass} are made. */
public interface DifferentiableStep extends Step {
    /**
     * Tells whether the second derivative of this step by what it reads is another than 0, so that
     * its tangent contributes to the adjoints of values.
     */
    default boolean isCurved() {
        return false;
    }

    /**
     * Tells whether this step multiplies what it reads by weights, so that its tangent has a weight
     * gradient.
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
