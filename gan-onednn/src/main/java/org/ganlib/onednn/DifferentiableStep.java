package org.ganlib.onednn;

/** A step of a pass, from which the steps of its {@link TangentPass} are made. */
interface DifferentiableStep extends Step {
    /**
     * Makes a step that computes the tangent of {@link #output()}, in the same format, from the
     * tangents of the values that this step reads. It is linear: its backward pass carries the
     * adjoints t of tangents, and computes the weight gradients ẋᵀt. Where this step is curved, it
     * contributes to the adjoints p of values as well.
     */
    Step tangent(TangentValues values);

    /**
     * Makes a step over the memory of this one that only runs backward: it carries the adjoints p of
     * values, and computes the parameter gradients that follow from them.
     */
    Step adjoint(TangentValues values);
}
