package org.ganlib.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.ganlib.network.GradientSource;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.compile.CompiledNetwork;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.step.DeferredGradients;
import org.ganlib.onednn.step.GradientTarget.Destination;
import org.ganlib.onednn.step.ParameterMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;

/**
 * The flat gradient vector of a network, to which backward passes add. The first pass after the
 * vector was cleared overwrites it and may defer weight gradients. Later passes write to the
 * scratch vector, which is then added.
 */
final class GradientVector implements GradientSource {
    private final HostTensor values;
    private final ParameterMemory parameters;
    private final HostFloats hostFloats;
    private final Operation addScratch;
    private State state = State.CLEARED;
    private DeferredGradients deferred = DeferredGradients.NONE;

    /**
     * Makes the kernel that adds the scratch vector.
     *
     * @param name the network's name, for messages
     * @param values the memory of the vector
     */
    GradientVector(Arena arena, String name, HostTensor values, ParameterMemory parameters, HostFloats hostFloats) {
        this.values = values;
        this.parameters = parameters;
        this.hostFloats = hostFloats;
        memory.desc format = OneDnn.vector(values.length());
        FormattedMemory sum = FormattedMemory.at(arena, format, FormattedMemory.pointerTo(values));
        FormattedMemory addend = FormattedMemory.at(arena, format, parameters.scratch());
        binary.primitive_desc kernel =
                new binary.primitive_desc(OneDnn.PROCESSOR, algorithm.binary_add, format, format, format);
        addScratch = PrimitiveOperation.of(name + ", sum of gradients", new binary(kernel))
                .with(DNNL_ARG_SRC_0, sum)
                .with(DNNL_ARG_SRC_1, addend)
                .with(DNNL_ARG_DST, sum)
                .in(arena);
    }

    /** The vector with all gradients computed. */
    @Override
    public Tensor all() {
        if (state == State.CLEARED) {
            values.array().assign(0);
        }
        settle();
        // The caller may write to the tensor.
        state = State.EXPOSED;
        return values;
    }

    @Override
    public void load(long first, float[] target, int count) {
        if (state == State.CLEARED) {
            all();
        }
        deferred.load(values, first, target, count);
    }

    /** Sets the gradients to zero. This costs nothing: the next backward pass overwrites them. */
    void clear() {
        deferred.drop();
        deferred = DeferredGradients.NONE;
        state = State.CLEARED;
    }

    /**
     * Computes deferred gradients, before the values that they are computed from are overwritten.
     */
    void settle() {
        deferred.settle();
        deferred = DeferredGradients.NONE;
    }

    /**
     * Runs a pass backward and adds its parameter gradients if they are wanted.
     *
     * @return the output gradient as floats in the host's memory
     */
    HostTensor backward(CompiledNetwork network, Tensor outputGradient, Wanted wanted) {
        HostTensor gradient = hostFloats.of(outputGradient);
        settle();
        boolean add = wanted.parameters() && state != State.CLEARED;
        network.backward(gradient, wanted, add ? Destination.SCRATCH : Destination.GRADIENTS);
        if (wanted.parameters()) {
            if (add) {
                addScratch.run();
            } else {
                state = State.WRITTEN;
                deferred = network.deferredGradients();
            }
        }
        return gradient;
    }

    /**
     * Adds the mixed second-order product of a pass.
     *
     * @param u the output gradient of its last backward pass
     */
    void addMixedGradient(CompiledNetwork network, int input, Tensor v, float[] u) {
        settle();
        if (state == State.CLEARED) {
            parameters.clearGradients();
            state = State.WRITTEN;
        }
        network.addMixedGradient(input, v, u, addScratch);
    }

    /** The contents of the vector. */
    private enum State {
        /** Arbitrary numbers, which count as zeros. */
        CLEARED,
        /** The gradients of one or more backward passes, and zeros for statistics. */
        WRITTEN,
        /** Numbers that a caller who was given the tensor may have changed. */
        EXPOSED
    }
}
