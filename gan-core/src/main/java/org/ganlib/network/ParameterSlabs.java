package org.ganlib.network;

import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Applies rules to flat vectors, slab by slab. Native memory is copied to a heap array that stays
 * in the first cache, because the compiler turns loops over heap arrays into vector instructions,
 * but not loops over native memory. Used by one thread; allocates nothing after the first pass.
 */
public final class ParameterSlabs {
    /**
     * The number of elements in a slab. It was measured with Adam, which uses four slabs at once:
     * below 1,024 elements the overhead of copying shows, above 4,096 the slabs do not fit into the
     * first cache.
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
