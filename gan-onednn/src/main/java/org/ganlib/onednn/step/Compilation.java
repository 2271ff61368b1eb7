package org.ganlib.onednn.step;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Kernels;
import org.ganlib.tensor.TensorShape;

/** What the steps of one pass are made with. */
public final class Compilation {
    private final Kernels kernels;
    private final ParameterMemory parameters;
    private final int batch;
    private final boolean training;
    private final String output;
    private final List<GradientTarget> gradientPlaces;
    private final DeferredGradients deferred;
    private final Value result;

    /** @param output the name of the value that callers see */
    public Compilation(Arena arena, ParameterMemory parameters, int batch, boolean training, String output) {
        this(new Kernels(arena), parameters, batch, training, output, new ArrayList<>(), new DeferredGradients(), null);
    }

    private Compilation(
            Kernels kernels,
            ParameterMemory parameters,
            int batch,
            boolean training,
            String output,
            List<GradientTarget> gradientPlaces,
            DeferredGradients deferred,
            Value result) {
        this.kernels = kernels;
        this.parameters = parameters;
        this.batch = batch;
        this.training = training;
        this.output = output;
        this.gradientPlaces = gradientPlaces;
        this.deferred = deferred;
        this.result = result;
    }

    /** The same for what is to outlive the pass: memory comes from another arena. */
    public Compilation in(Arena other) {
        return new Compilation(
                kernels.in(other),
                parameters,
                batch,
                training,
                output,
                new ArrayList<>(),
                new DeferredGradients(),
                null);
    }

    /** The same for a step whose result exists already: {@link #value} returns it. */
    public Compilation over(Value existing) {
        return new Compilation(kernels, parameters, batch, training, output, gradientPlaces, deferred, existing);
    }

    /** The kernels made so far, and the arena that owns them. */
    public Kernels kernels() {
        return kernels;
    }

    public Arena arena() {
        return kernels.arena();
    }

    public ParameterMemory parameters() {
        return parameters;
    }

    public int batch() {
        return batch;
    }

    public boolean training() {
        return training;
    }

    /** A value that depends on parameters if one of its sources does. */
    public Value value(String name, TensorShape shape, memory.desc format, Value... sources) {
        return value(name, shape, format, List.of(sources));
    }

    /** A value that depends on parameters if one of its sources does. */
    public Value value(String name, TensorShape shape, memory.desc format, List<Value> sources) {
        return value(name, shape, format, sources.stream().anyMatch(Value::dependsOnParameters));
    }

    /** A value that a layer with parameters computes. */
    public Value layerValue(String name, TensorShape shape, memory.desc format) {
        return value(name, shape, format, true);
    }

    private Value value(String name, TensorShape shape, memory.desc format, boolean dependsOnParameters) {
        if (result != null) {
            return result;
        }
        boolean seen = name.equals(output) && format.equals(OneDnn.plain(shape, batch));
        FormattedMemory tensor = seen
                ? FormattedMemory.visible(arena(), format, shape, batch)
                : FormattedMemory.allocate(arena(), format);
        return Value.computed(kernels, name, shape, batch, tensor, dependsOnParameters);
    }

    public FormattedMemory parameter(String segment, memory.desc format) {
        return parameters.value(arena(), segment, format);
    }

    /**
     * A layer's weights in the format a kernel wants: as they lie, or a copy that is made anew when
     * they changed.
     */
    public FormattedMemory weights(String layer, memory.desc asTheyLie, memory.desc wanted) {
        String segment = layer + "/W";
        return wanted.equals(asTheyLie)
                ? parameter(segment, asTheyLie)
                : parameters.packed(segment, asTheyLie, wanted, layer);
    }

    /** Memory for so many floats that a step does not find as it left it. */
    public FormattedMemory workspace(long count) {
        return FormattedMemory.at(arena(), OneDnn.vector(count), parameters.workspace(count));
    }

    public FormattedMemory gradientOf(String segment, memory.desc format) {
        return placeOfGradient(segment, format).tensor();
    }

    public GradientTarget placeOfGradient(String segment, memory.desc format) {
        GradientTarget place = parameters.gradient(arena(), segment, format);
        gradientPlaces.add(place);
        return place;
    }

    /** What is left to be computed after the way back. */
    public DeferredGradients deferred() {
        return deferred;
    }

    /** Where a segment begins in the flat vector. */
    public long offset(String segment) {
        return parameters.offset(segment);
    }

    public List<GradientTarget> gradientPlaces() {
        return gradientPlaces;
    }

    /** Adds a kernel to the list of {@link #kernels}. */
    public String checked(String name, primitive_desc_base kernel) {
        return kernels.checked(name, kernel);
    }
}
