package org.ganlib.onednn.step;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.ganlib.tensor.HostTensor;

/**
 * The weight gradients that a backward pass leaves to be computed when they are read. An optimizer
 * step reads the gradient vector in order, and each {@link GradientSlice} is then computed just
 * before it is read, in one buffer that serves all slices and stays in the second-level cache.
 * {@link #settle} computes all of them at once, for a caller who reads the whole vector. The values
 * that the slices are computed from must not change in between.
 */
public final class DeferredGradients {
    /** The deferred gradients of a pass that defers none. */
    public static final DeferredGradients NONE = new DeferredGradients();

    /** The slices in the order of the gradient vector. They do not overlap. */
    private final List<GradientSlice> slices = new ArrayList<>();

    private FloatPointer sliceMemory;
    private FloatBuffer sliceBuffer;
    private boolean pending;

    /** The index of the first slice not fully read yet. */
    private int nextSlice;

    /** The slice that the buffer holds, or null. */
    private GradientSlice bufferedSlice;

    /** Adds slices, when the network is compiled. */
    public void add(List<? extends GradientSlice> added, ParameterMemory parameters) {
        slices.addAll(added);
        slices.sort(Comparator.comparingLong(GradientSlice::first));
        long largest = slices.stream()
                .mapToLong(slice -> slice.end() - slice.first())
                .max()
                .orElse(0);
        sliceMemory = parameters.sliceMemory(largest);
        sliceBuffer = new FloatPointer(sliceMemory).capacity(largest).asBuffer();
    }

    /** Defers all slices, after a backward pass. */
    public void defer() {
        pending = !slices.isEmpty();
        nextSlice = 0;
        bufferedSlice = null;
    }

    /** Computes all deferred slices in the vector that the pass writes to. */
    public void settle() {
        if (pending) {
            for (int i = 0; i < slices.size(); i++) {
                slices.get(i).run();
            }
            pending = false;
        }
    }

    /** Forgets the deferred slices, because no caller needs them any more. */
    public void drop() {
        pending = false;
    }

    /**
     * Copies gradients to the front of {@code target}. Deferred ones are computed first, the others
     * are read from the gradient vector.
     *
     * @param first the index in the flat vector of the first gradient
     */
    public void load(HostTensor vector, long first, float[] target, int count) {
        if (!pending) {
            vector.read(first, target, count);
            return;
        }
        int loaded = 0;
        while (loaded < count) {
            long index = first + loaded;
            GradientSlice slice = sliceEndingAfter(index);
            int left = count - loaded;
            if (slice == null || slice.first() > index) {
                int part = slice == null ? left : (int) Math.min(left, slice.first() - index);
                vector.toFill().get((int) index, target, loaded, part);
                loaded += part;
            } else {
                computeInBuffer(slice);
                int part = (int) Math.min(left, slice.end() - index);
                sliceBuffer.get((int) (index - slice.first()), target, loaded, part);
                loaded += part;
            }
        }
    }

    private GradientSlice sliceEndingAfter(long index) {
        if (nextSlice > 0 && slices.get(nextSlice - 1).end() > index) {
            nextSlice = 0;
        }
        while (nextSlice < slices.size() && slices.get(nextSlice).end() <= index) {
            nextSlice++;
        }
        return nextSlice < slices.size() ? slices.get(nextSlice) : null;
    }

    private void computeInBuffer(GradientSlice slice) {
        if (bufferedSlice != slice) {
            slice.run(sliceMemory);
            bufferedSlice = slice;
        }
    }
}
