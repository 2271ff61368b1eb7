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
 * A network's flat vectors in this engine's eyes: each segment as memory with a format, and copies of weights in the formats that kernels
 * prefer, made anew after the weights changed.
 */
public final class ParameterMemory {
    private final Arena arena;
    private final HostTensor values;
    private final FloatPointer valueData;
    private final FloatPointer gradientData;
    private final Map<String, Segment> segments = new HashMap<>();
    private final List<Packed> packed = new ArrayList<>();
    private final List<Transformed> transformed = new ArrayList<>();
    private FloatPointer scratch;
    private FloatPointer room;
    private FloatPointer workspace;
    private long version;
    private long packedVersion;

    public ParameterMemory(Arena arena, HostTensor values, HostTensor gradients, ParameterLayout layout) {
        this.arena = arena;
        this.values = values;
        valueData = FormattedMemory.pointerTo(values);
        gradientData = FormattedMemory.pointerTo(gradients);
        for (Segment segment : layout.segments()) {
            segments.put(segment.name(), segment);
        }
    }

    public long version() {
        return version;
    }

    public void changed() {
        version++;
    }

    /** A segment as it lies in the flat vector. */
    FormattedMemory value(Arena owner, String segment, memory.desc format) {
        return FormattedMemory.at(owner, format, valueData.getPointer(offset(segment)));
    }

    /** A segment of the flat vector, element by element. */
    public FloatBuffer buffer(String segment) {
        Segment found = segments.get(segment);
        return new FloatPointer(valueData.getPointer(found.offset()))
                .capacity(found.length())
                .asBuffer();
    }

    /** A segment's place in the gradients. */
    GradientTarget gradient(Arena owner, String segment, memory.desc format) {
        long offset = offset(segment);
        FloatPointer target = gradientData.getPointer(offset);
        return new GradientTarget(
                FormattedMemory.at(owner, format, target), target, scratch().getPointer(offset));
    }

    /** A segment's weights in another format, kept up to date by {@link #refresh}. */
    FormattedMemory packed(String segment, memory.desc plain, memory.desc wanted, String reader) {
        for (Packed candidate : packed) {
            if (candidate.segment.equals(segment) && candidate.tensor.isOf(wanted)) {
                return candidate.tensor;
            }
        }
        FormattedMemory tensor = FormattedMemory.allocate(arena, wanted);
        Operation reorder = Reorder.operation(arena, reader + ", weights", value(arena, segment, plain), tensor);
        reorder.run();
        packed.add(new Packed(segment, tensor, reorder));
        return tensor;
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

    /** Makes the packed weights anew if the parameters changed since. */
    public void refresh() {
        if (packedVersion != version) {
            packedVersion = version;
            for (int i = 0; i < packed.size(); i++) {
                packed.get(i).reorder.run();
            }
            for (int i = 0; i < transformed.size(); i++) {
                transformed.get(i).weights().refresh();
            }
        }
    }

    /** A second gradient vector, for what is to be added to the first. */
    public FloatPointer scratch() {
        if (scratch == null) {
            scratch = arena.floats(values.length());
        }
        return scratch;
    }

    /** Fills the second gradient vector with zeros. */
    public void clearScratch() {
        Pointer.memset(scratch(), 0, Float.BYTES * values.length());
    }

    /** Fills the gradient vector with zeros. */
    public void clearGradients() {
        Pointer.memset(gradientData, 0, Float.BYTES * values.length());
    }

    /** Memory for so many floats of gradients that are read as they are computed, of all passes. */
    FloatPointer room(long count) {
        room = grown(room, count);
        return room;
    }

    /** Memory for so many floats that no step of any pass finds as it left it. */
    FloatPointer workspace(long count) {
        workspace = grown(workspace, count);
        return workspace;
    }

    private FloatPointer grown(FloatPointer memory, long count) {
        return memory == null || memory.capacity() < count ? arena.floats(count) : memory;
    }

    /** Where a segment begins. */
    long offset(String segment) {
        return segments.get(segment).offset();
    }

    private record Transformed(String segment, TransformedWeights weights) {}

    private record Packed(String segment, FormattedMemory tensor, Operation reorder) {}
}
