package org.ganlib.onednn.step;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;
import org.ganlib.network.Mode;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Kernels;
import org.ganlib.tensor.TensorShape;

/**
 * The state that the steps of one compiled network share while they are made: batch size, mode,
 * parameters, the arena that owns all memory, and lists of kernels and gradient targets.
 */
public final class Compilation {
    private final Kernels kernels;
    private final ParameterMemory parameters;
    private final int batch;
    private final Mode mode;
    private final String visibleValue;
    private final List<GradientTarget> gradientTargets;
    private final DeferredGradients deferredGradients;
    /**
     * The output of the only step that is made with this compilation, or null if each step makes
     * its own output.
     */
    private final Value existingValue;

    /**
     * Begins the compilation of a network.
     *
     * @param arena owns the memory and the kernels of the compiled network
     * @param visibleValue the name of the value that callers see
     */
    public Compilation(Arena arena, ParameterMemory parameters, int batch, Mode mode, String visibleValue) {
        this(
                new Kernels(arena),
                parameters,
                batch,
                mode,
                visibleValue,
                new ArrayList<>(),
                new DeferredGradients(),
                null);
    }

    private Compilation(
            Kernels kernels,
            ParameterMemory parameters,
            int batch,
            Mode mode,
            String visibleValue,
            List<GradientTarget> gradientTargets,
            DeferredGradients deferredGradients,
            Value existingValue) {
        this.kernels = kernels;
        this.parameters = parameters;
        this.batch = batch;
        this.mode = mode;
        this.visibleValue = visibleValue;
        this.gradientTargets = gradientTargets;
        this.deferredGradients = deferredGradients;
        this.existingValue = existingValue;
    }

    /**
     * A compilation whose memory belongs to another arena, with gradient targets and deferred
     * gradients of its own.
     */
    public Compilation in(Arena other) {
        return new Compilation(
                kernels.in(other),
                parameters,
                batch,
                mode,
                visibleValue,
                new ArrayList<>(),
                new DeferredGradients(),
                null);
    }

    /** A compilation for a step whose output exists already: {@link #value} returns that value. */
    public Compilation over(Value existing) {
        return new Compilation(
                kernels, parameters, batch, mode, visibleValue, gradientTargets, deferredGradients, existing);
    }

    /** The kernels made so far, and the arena that owns them. */
    public Kernels kernels() {
        return kernels;
    }

    /** The arena that owns the memory and the kernels. */
    public Arena arena() {
        return kernels.arena();
    }

    /** The memory of the network's parameters. */
    public ParameterMemory parameters() {
        return parameters;
    }

    /** The number of examples in a batch. */
    public int batch() {
        return batch;
    }

    /** Tells whether the network is compiled for training. */
    public boolean training() {
        return mode == Mode.TRAINING;
    }

    /**
     * The value of a step without parameters. It depends on parameters if one of its sources does.
     */
    public Value value(String name, TensorShape shape, memory.desc format, Value... sources) {
        return value(name, shape, format, List.of(sources));
    }

    /**
     * The value of a step without parameters. It depends on parameters if one of its sources does.
     */
    public Value value(String name, TensorShape shape, memory.desc format, List<Value> sources) {
        return value(name, shape, format, sources.stream().anyMatch(Value::dependsOnParameters));
    }

    /** The value of a step with parameters. */
    public Value layerValue(String name, TensorShape shape, memory.desc format) {
        boolean dependsOnParameters = true;
        return value(name, shape, format, dependsOnParameters);
    }

    private Value value(String name, TensorShape shape, memory.desc format, boolean dependsOnParameters) {
        if (existingValue != null) {
            return existingValue;
        }
        boolean visible = name.equals(visibleValue) && format.equals(OneDnn.plain(shape, batch));
        FormattedMemory memory = visible
                ? FormattedMemory.visible(arena(), format, shape, batch)
                : FormattedMemory.allocate(arena(), format);
        return Value.computed(kernels, name, shape, batch, memory, dependsOnParameters);
    }

    /** A segment of the parameter vector where it lies. */
    public FormattedMemory parameter(String segment, memory.desc format) {
        return parameters.value(arena(), segment, format);
    }

    /**
     * The weights of a layer in the format that a kernel reads.
     *
     * @param plain the format in which the weights lie in the parameter vector
     * @return the weights where they lie if that is the format, otherwise a copy that is made again
     *     whenever the weights changed
     */
    public FormattedMemory weights(String layer, memory.desc plain, memory.desc wanted) {
        String segment = layer + "/W";
        return wanted.equals(plain) ? parameter(segment, plain) : parameters.reordered(segment, plain, wanted, layer);
    }

    /**
     * Memory for intermediate results, which all steps share. Its contents do not outlive the step
     * that wrote them.
     *
     * @param count the number of floats
     */
    public FormattedMemory workspace(long count) {
        return FormattedMemory.at(arena(), OneDnn.vector(count), parameters.workspace(count));
    }

    /** The memory to which the gradient of a segment is written. */
    public FormattedMemory gradientOf(String segment, memory.desc format) {
        return gradientTarget(segment, format).memory();
    }

    /**
     * The memory to which the gradient of a segment is written, which lies in one of two vectors.
     */
    public GradientTarget gradientTarget(String segment, memory.desc format) {
        GradientTarget target = parameters.gradient(arena(), segment, format);
        gradientTargets.add(target);
        return target;
    }

    /** The weight gradients that a backward pass leaves to be computed when they are read. */
    public DeferredGradients deferredGradients() {
        return deferredGradients;
    }

    /** The index of a segment's first element in the flat vectors. */
    public long offset(String segment) {
        return parameters.offset(segment);
    }

    /** The targets of all parameter gradients. */
    public List<GradientTarget> gradientTargets() {
        return gradientTargets;
    }

    /** Adds a kernel to the list of {@link #kernels}. Returns the name. */
    public String checked(String name, primitive_desc_base kernel) {
        return kernels.checked(name, kernel);
    }
}
