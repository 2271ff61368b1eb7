package org.ganlib.onednn;

import org.bytedeco.javacpp.FloatPointer;

/** Where a kernel writes the gradient of a segment: into the network's gradients, or beside them when it is to be added. */
final class GradientPlace {
    private final Tensor tensor;
    private final FloatPointer gradients;
    private final FloatPointer scratch;
    private boolean beside;

    GradientPlace(Tensor tensor, FloatPointer gradients, FloatPointer scratch) {
        this.tensor = tensor;
        this.gradients = gradients;
        this.scratch = scratch;
    }

    Tensor tensor() {
        return tensor;
    }

    void aim(boolean besideGradients) {
        if (beside != besideGradients) {
            beside = besideGradients;
            tensor.moveTo(besideGradients ? scratch : gradients);
        }
    }
}
