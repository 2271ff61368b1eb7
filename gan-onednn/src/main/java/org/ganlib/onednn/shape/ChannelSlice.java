package org.ganlib.onednn.shape;

import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.tensor.TensorShape;

/** A range of the channels of a memory, as an alias of it. */
final class ChannelSlice {
    private ChannelSlice() {}

    /**
     * The alias.
     *
     * @param whole a memory in row-major format
     * @param part the shape of the slice, for one example
     * @param first the index of the first channel
     */
    static FormattedMemory of(FormattedMemory whole, TensorShape part, int batch, int first) {
        long[] dimensions = part.batch(batch);
        long[] offsets = new long[dimensions.length];
        offsets[1] = first;
        return whole.as(whole.format().submemory_desc(dimensions, offsets));
    }
}
