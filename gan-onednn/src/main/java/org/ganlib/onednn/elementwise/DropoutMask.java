package org.ganlib.onednn.elementwise;

import java.nio.FloatBuffer;
import org.ganlib.onednn.memory.FormattedMemory;

/** Numbers that are 1/keep with probability {@code keep} and otherwise 0. */
final class DropoutMask {
    private static final int CHUNK = 2048;
    private static final double HALVES = 1L << 32;

    private final FormattedMemory tensor;
    private final FloatBuffer target;
    private final long threshold;
    private final float kept;
    private final float[] chunk = new float[CHUNK];

    DropoutMask(FormattedMemory tensor, double keep) {
        this.tensor = tensor;
        target = tensor.buffer();
        threshold = Math.round(keep * HALVES);
        kept = (float) (1 / keep);
    }

    FormattedMemory tensor() {
        return tensor;
    }

    void draw(SplitMix64 source) {
        int length = target.capacity();
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            for (int i = 0; i < count; i += 2) {
                long bits = source.next();
                chunk[i] = (bits >>> 32) < threshold ? kept : 0;
                chunk[i + 1] = (bits & 0xffff_ffffL) < threshold ? kept : 0;
            }
            target.put(start, chunk, 0, count);
        }
    }
}
