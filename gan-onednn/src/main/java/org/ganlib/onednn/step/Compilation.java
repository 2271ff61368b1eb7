package org.ganlib.onednn.step;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.tensor.TensorShape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the steps of one pass are made with. */
public final class Compilation {
    private static final Logger LOG = LoggerFactory.getLogger(Compilation.class);

    private final Arena arena;
    private final Parameters parameters;
    private final int batch;
    private final boolean training;
    private final String output;
    private final List<String> kernels;
    private final List<GradientPlace> gradientPlaces;
    private final OwedGradients owed;
    private final Value result;

    /** @param output the name of the value that callers see */
    public Compilation(Arena arena, Parameters parameters, int batch, boolean training, String output) {
        this(
                arena,
                parameters,
                batch,
                training,
                output,
                new ArrayList<>(),
                new ArrayList<>(),
                new OwedGradients(),
                null);
    }

    private Compilation(
            Arena arena,
            Parameters parameters,
            int batch,
            boolean training,
            String output,
            List<String> kernels,
            List<GradientPlace> gradientPlaces,
            OwedGradients owed,
            Value result) {
        this.arena = arena;
        this.parameters = parameters;
        this.batch = batch;
        this.training = training;
        this.output = output;
        this.kernels = kernels;
        this.gradientPlaces = gradientPlaces;
        this.owed = owed;
        this.result = result;
    }

    /** The same for what is to outlive the pass: memory comes from another arena. */
    public Compilation in(Arena other) {
        return new Compilation(
                other, parameters, batch, training, output, kernels, new ArrayList<>(), new OwedGradients(), null);
    }

    /** The same for a step whose result exists already: {@link #value} returns it. */
    Compilation over(Value existing) {
        return new Compilation(arena, parameters, batch, training, output, kernels, gradientPlaces, owed, existing);
    }

    public Arena arena() {
        return arena;
    }

    public Parameters parameters() {
        return parameters;
    }

    public int batch() {
        return batch;
    }

    public boolean training() {
        return training;
    }

    public Value value(String name, TensorShape shape, memory.desc format, boolean trained) {
        if (result != null) {
            return result;
        }
        boolean seen = name.equals(output) && format.equals(OneDnn.plain(shape, batch));
        FormattedMemory tensor =
                seen ? FormattedMemory.visible(arena, format, shape, batch) : FormattedMemory.allocate(arena, format);
        return new Value(this, name, shape, tensor, trained, false);
    }

    public FormattedMemory parameter(String segment, memory.desc format) {
        return parameters.value(arena, segment, format);
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
        return FormattedMemory.at(arena, OneDnn.vector(count), parameters.workspace(count));
    }

    public FormattedMemory gradientOf(String segment, memory.desc format) {
        return placeOfGradient(segment, format).tensor();
    }

    public GradientPlace placeOfGradient(String segment, memory.desc format) {
        GradientPlace place = parameters.gradient(arena, segment, format);
        gradientPlaces.add(place);
        return place;
    }

    /** What is left to be computed after the way back. */
    public OwedGradients owed() {
        return owed;
    }

    /** Where a segment begins in the flat vector. */
    public long offset(String segment) {
        return parameters.offset(segment);
    }

    public List<GradientPlace> gradientPlaces() {
        return gradientPlaces;
    }

    /**
     * Notes which implementation a kernel has, and warns of one that is only there as a reference.
     * Returns the name.
     */
    public String checked(String name, primitive_desc_base kernel) {
        String implementation = kernel.impl_info_str().getString();
        kernels.add(name + ": " + implementation);
        if (implementation.startsWith("ref")) {
            LOG.warn("{}: oneDNN has only its reference implementation ({}), which is slow", name, implementation);
        }
        return name;
    }

    /** {@code step: implementation} for every kernel. */
    public List<String> kernels() {
        return kernels;
    }
}
