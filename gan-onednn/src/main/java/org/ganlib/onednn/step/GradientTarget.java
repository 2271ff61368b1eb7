package org.ganlib.onednn.step;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.ganlib.onednn.memory.FormattedMemory;

/**
 * The memory to which a kernel writes the gradient of a parameter segment. It lies either in the
 * network's gradient vector or at the same offset in the scratch vector, which is added to the
 * gradient vector afterwards.
 */
public final class GradientTarget {
    private final FormattedMemory memory;
    private final FloatPointer gradients;
    private final FloatPointer scratch;
    private FloatBuffer gradientBuffer;
    private FloatBuffer scratchBuffer;
    private Destination destination = Destination.GRADIENTS;

    GradientTarget(FormattedMemory memory, FloatPointer gradients, FloatPointer scratch) {
        this.memory = memory;
        this.gradients = gradients;
        this.scratch = scratch;
    }

    /** The memory, which moves with the destination. */
    public FormattedMemory memory() {
        return memory;
    }

    /** The floats at the current destination. The buffer is valid until the destination changes. */
    public FloatBuffer buffer() {
        if (gradientBuffer == null) {
            long count = memory.format().get_size() / Float.BYTES;
            gradientBuffer = new FloatPointer(gradients).capacity(count).asBuffer();
            scratchBuffer = new FloatPointer(scratch).capacity(count).asBuffer();
        }
        return destination == Destination.SCRATCH ? scratchBuffer : gradientBuffer;
    }

    /** The vector that is written to now. */
    public Destination destination() {
        return destination;
    }

    /** The address of a float of the segment in the gradient vector. */
    public FloatPointer inGradients(long offset) {
        return gradients.getPointer(offset);
    }

    /** The address of a float of the segment in the scratch vector. */
    public FloatPointer inScratch(long offset) {
        return scratch.getPointer(offset);
    }

    /** Chooses the vector that is written to from now on. */
    public void writeTo(Destination next) {
        if (destination != next) {
            destination = next;
            memory.moveTo(next == Destination.SCRATCH ? scratch : gradients);
        }
    }

    /** One of the two vectors that hold gradients of all parameters. */
    public enum Destination {
        /** The network's gradient vector, which is overwritten. */
        GRADIENTS,
        /** The scratch vector, which is added to the gradient vector. */
        SCRATCH
    }
}
