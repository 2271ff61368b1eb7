package org.ganlib.onednn.step;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.tensor.HostTensor;

/**
 * The flat parameter and gradient vectors of a network as memory with formats, and all memory that
 * the network's passes share. Some kernels read weights in a format of their own, or transformed;
 * these copies are kept here and made again after the weights changed.
 */
public final class ParameterMemory {
    private final Arena arena;
    private final HostTensor values;
    private final FloatPointer valueData;
    private final FloatPointer gradientData;
    private final Map<String, Segment> segments = new HashMap<>();
    private final List<Reordered> reordered = new ArrayList<>();
    private final List<Transformed> transformed = new ArrayList<>();
    private FloatPointer scratch;
    private FloatPointer sliceMemory;
    private FloatPointer workspace;
    private long version;
    private long copiedVersion;

    /**
     * Wraps the two vectors.
     *
     * @param arena owns the copies of weights and the shared memory
     */
    public ParameterMemory(Arena arena, HostTensor values, HostTensor gradients, ParameterLayout layout) {
        this.arena = arena;
        this.values = values;
        valueData = FormattedMemory.pointerTo(values);
        gradientData = FormattedMemory.pointerTo(gradients);
        for (Segment segment : layout.segments()) {
            segments.put(segment.name(), segment);
        }
    }

    /** A number that changes whenever the parameters do. */
    public long version() {
        return version;
    }

    /** Records that the parameters changed. */
    public void changed() {
        version++;
    }

    /** A segment of the parameter vector, in a format in which it may be read where it lies. */
    FormattedMemory value(Arena owner, String segment, memory.desc format) {
        return FormattedMemory.at(owner, format, valueData.getPointer(offset(segment)));
    }

    /** The floats of a segment of the parameter vector. */
    public FloatBuffer buffer(String segment) {
        Segment found = segments.get(segment);
        return new FloatPointer(valueData.getPointer(found.offset()))
                .capacity(found.length())
                .asBuffer();
    }

    /** The memory for the gradient of a segment. */
    GradientTarget gradient(Arena owner, String segment, memory.desc format) {
        long offset = offset(segment);
        FloatPointer target = gradientData.getPointer(offset);
        return new GradientTarget(
                FormattedMemory.at(owner, format, target), target, scratch().getPointer(offset));
    }

    /**
     * A copy of a segment's weights in another format, kept up to date by {@link #refresh}.
     *
     * @param plain the format of the segment in the parameter vector
     * @param layer the name of the layer, for messages
     */
    FormattedMemory reordered(String segment, memory.desc plain, memory.desc wanted, String layer) {
        for (Reordered candidate : reordered) {
            if (candidate.segment.equals(segment) && candidate.copy.hasFormat(wanted)) {
                return candidate.copy;
            }
        }
        FormattedMemory copy = FormattedMemory.allocate(arena, wanted);
        Operation reorder = Reorder.operation(arena, layer + ", weights", value(arena, segment, plain), copy);
        reorder.run();
        reordered.add(new Reordered(segment, copy, reorder));
        return copy;
    }

    /**
     * The transformed weights of a segment, made at the first call and kept up to date by {@link
     * #refresh}.
     *
     * @param type the class of the transformed weights
     * @param transformation makes them in an arena, from the segment in its plain format
     */
    public <W extends TransformedWeights> W transformed(
            String segment, memory.desc plain, Class<W> type, BiFunction<Arena, FormattedMemory, W> transformation) {
        for (Transformed candidate : transformed) {
            if (candidate.segment.equals(segment)) {
                return type.cast(candidate.weights);
            }
        }
        W weights = transformation.apply(arena, value(arena, segment, plain));
        transformed.add(new Transformed(segment, weights));
        return weights;
    }

    /** Makes the copies of weights again if the parameters changed since they were made. */
    public void refresh() {
        if (copiedVersion != version) {
            copiedVersion = version;
            for (int i = 0; i < reordered.size(); i++) {
                reordered.get(i).reorder.run();
            }
            for (int i = 0; i < transformed.size(); i++) {
                transformed.get(i).weights().refresh();
            }
        }
    }

    /** The scratch vector, a second gradient vector whose contents are added to the first. */
    public FloatPointer scratch() {
        if (scratch == null) {
            scratch = arena.floats(values.length());
        }
        return scratch;
    }

    /** Fills the scratch vector with zeros. */
    public void clearScratch() {
        Pointer.memset(scratch(), 0, Float.BYTES * values.length());
    }

    /** Fills the gradient vector with zeros. */
    public void clearGradients() {
        Pointer.memset(gradientData, 0, Float.BYTES * values.length());
    }

    /**
     * Memory for a slice of deferred gradients, which all passes share.
     *
     * @param count the least number of floats
     */
    FloatPointer sliceMemory(long count) {
        sliceMemory = grown(sliceMemory, count);
        return sliceMemory;
    }

    /**
     * Memory for intermediate results, which the steps of all passes share. Its contents do not
     * outlive the step that wrote them.
     *
     * @param count the least number of floats
     */
    FloatPointer workspace(long count) {
        workspace = grown(workspace, count);
        return workspace;
    }

    private FloatPointer grown(FloatPointer memory, long count) {
        return memory == null || memory.capacity() < count ? arena.floats(count) : memory;
    }

    /** The index of a segment's first element in the flat vectors. */
    long offset(String segment) {
        return segments.get(segment).offset();
    }

    private record Transformed(String segment, TransformedWeights weights) {}

    private record Reordered(String segment, FormattedMemory copy, Operation reorder) {}
}
