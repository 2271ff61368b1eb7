package org.ganlib.onednn.step;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.sum;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Kernels;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.tensor.TensorShape;

/**
 * A value of a compiled network: an input, or the output of a step. During the backward pass it
 * also has a gradient, the sum of the contributions of all steps that read the value.
 */
public final class Value {
    private final Kernels kernels;
    private final String name;
    private final TensorShape shape;
    private final int batch;
    private final FormattedMemory memory;
    private final boolean dependsOnParameters;
    private final boolean gradientIsVisible;
    private final List<FormattedMemory> contributions = new ArrayList<>();
    private boolean shared;
    private Operation sum;
    private FormattedMemory gradient;

    private Value(
            Kernels kernels,
            String name,
            TensorShape shape,
            int batch,
            FormattedMemory memory,
            boolean dependsOnParameters,
            boolean gradientIsVisible) {
        this.kernels = kernels;
        this.name = name;
        this.shape = shape;
        this.batch = batch;
        this.memory = memory;
        this.dependsOnParameters = dependsOnParameters;
        this.gradientIsVisible = gradientIsVisible;
    }

    /** An input of the network, whose gradient callers see as a tensor. */
    public static Value input(Kernels kernels, String name, TensorShape shape, int batch, FormattedMemory memory) {
        boolean dependsOnParameters = false;
        boolean gradientIsVisible = true;
        return new Value(kernels, name, shape, batch, memory, dependsOnParameters, gradientIsVisible);
    }

    /** A value that a step computes, whose gradient stays inside the engine. */
    public static Value computed(
            Kernels kernels,
            String name,
            TensorShape shape,
            int batch,
            FormattedMemory memory,
            boolean dependsOnParameters) {
        boolean gradientIsVisible = false;
        return new Value(kernels, name, shape, batch, memory, dependsOnParameters, gradientIsVisible);
    }

    /** A value that depends on no parameter, whose gradient stays inside the engine. */
    public static Value constant(Kernels kernels, String name, TensorShape shape, int batch, FormattedMemory memory) {
        boolean dependsOnParameters = false;
        return computed(kernels, name, shape, batch, memory, dependsOnParameters);
    }

    /** The same value over the same memory, with a gradient of its own. */
    Value withOwnGradient(Kernels owner) {
        return computed(owner, name, shape, batch, memory, dependsOnParameters);
    }

    /** The name of the layer or graph node that the value belongs to. */
    public String name() {
        return name;
    }

    /** The shape of one example. */
    public TensorShape shape() {
        return shape;
    }

    /** The memory that holds the value for the whole batch. */
    public FormattedMemory memory() {
        return memory;
    }

    /** The format of {@link #memory()}. */
    public memory.desc format() {
        return memory.format();
    }

    /**
     * Tells whether the value depends on parameters, whose gradients then need this value's
     * gradient.
     */
    public boolean dependsOnParameters() {
        return dependsOnParameters;
    }

    /** Tells whether a backward pass must compute this value's gradient. */
    public boolean needsGradient(Wanted wanted) {
        return wanted.inputs() || dependsOnParameters;
    }

    /** Allocates memory for the contribution of a step that reads this value. */
    public FormattedMemory newContribution() {
        FormattedMemory contribution = newGradient();
        contributions.add(contribution);
        return contribution;
    }

    /**
     * The memory for the contribution of a step that computes {@code output} from this value.
     *
     * @return the memory of the output's gradient if that may be overwritten, otherwise new memory
     */
    public FormattedMemory contributionInPlaceOf(Value output) {
        if (output.gradientIsWritable()) {
            contribute(output.gradient(), Access.EXCLUSIVE);
            return output.gradient();
        }
        return newContribution();
    }

    /** Adds a contribution that lies in existing memory. */
    public void contribute(FormattedMemory contribution, Access access) {
        contributions.add(contribution);
        shared |= access == Access.SHARED;
    }

    /**
     * The memory of the gradient. It is known once every reader has contributed, and holds the
     * gradient after {@link #sumContributions()}.
     */
    public FormattedMemory gradient() {
        if (gradient == null) {
            gradient = contributions.size() == 1 && !mustBeCopied() ? contributions.get(0) : sumOfContributions();
        }
        return gradient;
    }

    /** Tells whether the memory of the gradient may be overwritten. */
    public boolean gradientIsWritable() {
        return gradient() != contributions.get(0) || !shared;
    }

    /** The access that the gradient's memory allows. */
    public Access gradientAccess() {
        return gradientIsWritable() ? Access.EXCLUSIVE : Access.SHARED;
    }

    /** Tells whether a step has contributed to the gradient. */
    public boolean hasContributions() {
        return !contributions.isEmpty();
    }

    /** Sums the contributions, where there are several, into the memory of the gradient. */
    public void sumContributions() {
        if (sum != null) {
            sum.run();
        }
    }

    /**
     * Callers see the gradient as a tensor, and a contribution that lies elsewhere must be copied.
     */
    private boolean mustBeCopied() {
        return gradientIsVisible && contributions.get(0).visibleTensor() == null;
    }

    private FormattedMemory newGradient() {
        return gradientIsVisible
                ? FormattedMemory.visible(kernels.arena(), format(), shape, batch)
                : FormattedMemory.allocate(kernels.arena(), format());
    }

    private FormattedMemory sumOfContributions() {
        FormattedMemory total = newGradient();
        memory_desc_vector formats = new memory_desc_vector();
        float[] ones = new float[contributions.size()];
        for (int i = 0; i < ones.length; i++) {
            formats.push_back(contributions.get(i).format());
            ones[i] = 1;
        }
        sum.primitive_desc kernel = new sum.primitive_desc(OneDnn.PROCESSOR, format(), ones, formats);
        PrimitiveOperation.Builder builder =
                PrimitiveOperation.of(kernels.checked(name + ", sum of gradients", kernel), new sum(kernel));
        for (int i = 0; i < ones.length; i++) {
            builder.with(DNNL_ARG_MULTIPLE_SRC + i, contributions.get(i));
        }
        sum = builder.with(DNNL_ARG_DST, total).in(kernels.arena());
        return total;
    }

    /** The readers of the memory of a contribution. */
    public enum Access {
        /** Only the gradient reads it, so that the memory may be overwritten. */
        EXCLUSIVE,
        /** Others read it too, so that the memory must not be changed. */
        SHARED
    }
}
