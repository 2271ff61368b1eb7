package org.ganlib.onednn.step;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.sum;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Kernels;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.tensor.TensorShape;

/** What a step computes, and on the way back the gradient by it: the sum of what each of its readers contributes. */
public final class Value {
    private final Kernels kernels;
    private final String name;
    private final TensorShape shape;
    private final int batch;
    private final FormattedMemory tensor;
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
            FormattedMemory tensor,
            boolean dependsOnParameters,
            boolean gradientIsVisible) {
        this.kernels = kernels;
        this.name = name;
        this.shape = shape;
        this.batch = batch;
        this.tensor = tensor;
        this.dependsOnParameters = dependsOnParameters;
        this.gradientIsVisible = gradientIsVisible;
    }

    /** An input of the network, whose gradient callers see as a tensor. */
    public static Value input(Kernels kernels, String name, TensorShape shape, int batch, FormattedMemory tensor) {
        return new Value(kernels, name, shape, batch, tensor, false, true);
    }

    /** A value that a step computes, whose gradient stays inside the engine. */
    public static Value computed(
            Kernels kernels,
            String name,
            TensorShape shape,
            int batch,
            FormattedMemory tensor,
            boolean dependsOnParameters) {
        return new Value(kernels, name, shape, batch, tensor, dependsOnParameters, false);
    }

    /** A value that depends on no parameter, whose gradient stays inside the engine. */
    public static Value constant(Kernels kernels, String name, TensorShape shape, int batch, FormattedMemory tensor) {
        return computed(kernels, name, shape, batch, tensor, false);
    }

    /** The same value over the same memory, with a gradient of its own. */
    public Value withOwnGradient(Kernels owner) {
        return computed(owner, name, shape, batch, tensor, dependsOnParameters);
    }

    public String name() {
        return name;
    }

    public TensorShape shape() {
        return shape;
    }

    public FormattedMemory tensor() {
        return tensor;
    }

    public memory.desc format() {
        return tensor.format();
    }

    /** Whether parameters lie before it, so that its gradient is needed for theirs. */
    public boolean dependsOnParameters() {
        return dependsOnParameters;
    }

    /** Whether its gradient is needed when these are wanted. */
    public boolean isWanted(boolean inputs) {
        return inputs || dependsOnParameters;
    }

    /** New memory for a reader's contribution. */
    public FormattedMemory contribute() {
        FormattedMemory contribution = newGradient();
        contributions.add(contribution);
        return contribution;
    }

    /** A reader's contribution in the place of the gradient by what it computes, where that may be overwritten; otherwise in new memory. */
    public FormattedMemory contributeInPlaceOf(Value read) {
        if (read.gradientIsWritable()) {
            contribute(read.gradient(), true);
            return read.gradient();
        }
        return contribute();
    }

    /**
     * The contribution lies in memory that exists.
     *
     * @param writable whether nobody else will read that memory
     */
    public void contribute(FormattedMemory contribution, boolean writable) {
        contributions.add(contribution);
        shared |= !writable;
    }

    /** The gradient by this value, once every reader has contributed; valid after {@link #collect()}. */
    public FormattedMemory gradient() {
        if (gradient == null) {
            gradient = contributions.size() == 1 && !mustMove() ? contributions.get(0) : added();
        }
        return gradient;
    }

    /** Whether the gradient's memory may be overwritten. */
    public boolean gradientIsWritable() {
        return gradient() != contributions.get(0) || !shared;
    }

    public boolean hasReaders() {
        return !contributions.isEmpty();
    }

    /** Adds up the contributions. */
    public void collect() {
        if (sum != null) {
            sum.run();
        }
    }

    private boolean mustMove() {
        return gradientIsVisible && contributions.get(0).tensor() == null;
    }

    private FormattedMemory newGradient() {
        return gradientIsVisible
                ? FormattedMemory.visible(kernels.arena(), format(), shape, batch)
                : FormattedMemory.allocate(kernels.arena(), format());
    }

    private FormattedMemory added() {
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
}
