package org.ganlib.onednn.shape;

import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.tensor.TensorShape;

/** Some of the channels of a tensor, in place. */
final class ChannelSlice {
    private ChannelSlice() {}

    /**
     * @param whole of row-major format
     * @param part the shape of the part, for one example
     * @param first the first channel
     */
    static FormattedMemory of(FormattedMemory whole, TensorShape part, int batch, int first) {
        long[] dimensions = part.batch(batch);
        long[] offsets = new long[dimensions.length];
        offsets[1] = first;
        return whole.as(whole.format().submemory_desc(dimensions, offsets));
    }
}
