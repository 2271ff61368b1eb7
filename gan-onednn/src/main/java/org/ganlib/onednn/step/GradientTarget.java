package org.ganlib.onednn.step;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.ganlib.onednn.memory.FormattedMemory;

/** Where a kernel writes the gradient of a segment: into the network's gradients, or beside them when it is to be added. */
public final class GradientTarget {
    private final FormattedMemory tensor;
    private final FloatPointer gradients;
    private final FloatPointer scratch;
    private FloatBuffer inGradients;
    private FloatBuffer besideThem;
    private boolean beside;

    GradientTarget(FormattedMemory tensor, FloatPointer gradients, FloatPointer scratch) {
        this.tensor = tensor;
        this.gradients = gradients;
        this.scratch = scratch;
    }

    FormattedMemory tensor() {
        return tensor;
    }

    /** The memory written to now, for steps that are no kernels; valid until it is aimed elsewhere. */
    public FloatBuffer buffer() {
        if (inGradients == null) {
            long count = tensor.format().get_size() / Float.BYTES;
            inGradients = new FloatPointer(gradients).capacity(count).asBuffer();
            besideThem = new FloatPointer(scratch).capacity(count).asBuffer();
        }
        return beside ? besideThem : inGradients;
    }

    /** Whether what is written is to be added. */
    public boolean isBeside() {
        return beside;
    }

    /** From that float of the segment on, in the network's gradients. */
    public FloatPointer inGradients(long offset) {
        return gradients.getPointer(offset);
    }

    /** The same beside them. */
    public FloatPointer besideThem(long offset) {
        return scratch.getPointer(offset);
    }

    public void aim(boolean besideGradients) {
        if (beside != besideGradients) {
            beside = besideGradients;
            tensor.moveTo(besideGradients ? scratch : gradients);
        }
    }
}
