package org.ganlib.onednn.elementwise;

import java.nio.FloatBuffer;
import org.ganlib.onednn.memory.FormattedMemory;

/**
 * A dropout mask: independent numbers that are 1/keep with probability {@code keep}, otherwise 0.
 */
final class DropoutMask {
    private static final int CHUNK = 2048;
    /** The number of values that 32 random bits have. */
    private static final double VALUES = 1L << 32;

    private final FormattedMemory memory;
    private final FloatBuffer target;
    private final long threshold;
    private final float kept;
    private final float[] chunk = new float[CHUNK];

    DropoutMask(FormattedMemory memory, double keep) {
        this.memory = memory;
        target = memory.buffer();
        threshold = Math.round(keep * VALUES);
        kept = (float) (1 / keep);
    }

    FormattedMemory memory() {
        return memory;
    }

    /** Draws every number again, from 32 random bits each. */
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
