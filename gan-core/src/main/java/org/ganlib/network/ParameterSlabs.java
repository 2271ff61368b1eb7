package org.ganlib.network;

import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Passes over flat vectors, slab by slab. Native memory is copied to a heap array that stays in the first cache, because the compiler turns
 * loops over heap arrays into vector instructions and loops over native memory not. Used by one thread; allocates nothing after the first pass.
 */
public final class ParameterSlabs {
    /**
     * Numbers in a slab. Measured with Adam, which holds four of them at once: below 1,024 the copies' overhead shows, above 4,096 they leave
     * the first cache.
     */
    public static final int LENGTH = 2048;

    private float[] floats = {};
    private double[] doubles = {};

    /** Applies the rule to a whole vector in place. */
    public void apply(ParameterRule rule, Tensor vector) {
        boolean isDouble = vector.precision() == DataType.DOUBLE;
        if (isDouble && doubles.length == 0) {
            doubles = new double[LENGTH];
        } else if (!isDouble && floats.length == 0) {
            floats = new float[LENGTH];
        }
        long length = vector.length();
        for (long first = 0; first < length; first += LENGTH) {
            int count = (int) Math.min(LENGTH, length - first);
            if (isDouble) {
                vector.read(first, doubles, count);
                rule.apply(doubles, count, first);
                vector.write(doubles, count, first);
            } else {
                vector.read(first, floats, count);
                rule.apply(floats, count, first);
                vector.write(floats, count, first);
            }
        }
    }
}
