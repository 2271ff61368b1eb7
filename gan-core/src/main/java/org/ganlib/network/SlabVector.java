package org.ganlib.network;

import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A flat vector on the heap with one number per parameter of a network, for an optimizer or a
 * moving average. It is cut into slabs, and zero at first.
 */
public final class SlabVector {
    private final DataType precision;
    private final long length;
    private final float[][] floats;
    private final double[][] doubles;

    /**
     * Zeros.
     *
     * @param precision FLOAT or DOUBLE
     */
    public SlabVector(DataType precision, long length) {
        this.precision = precision;
        this.length = length;
        int slabs = Math.toIntExact((length + ParameterSlabs.LENGTH - 1) / ParameterSlabs.LENGTH);
        boolean isDouble = precision == DataType.DOUBLE;
        floats = new float[isDouble ? 0 : slabs][];
        doubles = new double[isDouble ? slabs : 0][];
        for (int slab = 0; slab < slabs; slab++) {
            if (isDouble) {
                doubles[slab] = new double[count(slab)];
            } else {
                floats[slab] = new float[count(slab)];
            }
        }
    }

    /** The type of its numbers. */
    public DataType precision() {
        return precision;
    }

    /** The number of elements. */
    public long length() {
        return length;
    }

    /** The live slab of a FLOAT vector that starts at element {@code first}. */
    public float[] floats(long first) {
        return floats[(int) (first / ParameterSlabs.LENGTH)];
    }

    /** The live slab of a DOUBLE vector that starts at element {@code first}. */
    public double[] doubles(long first) {
        return doubles[(int) (first / ParameterSlabs.LENGTH)];
    }

    /** Takes its numbers from a tensor, beginning with the tensor's element {@code from}. */
    public void copyFrom(Tensor source, long from) {
        for (int slab = 0; slab < floats.length; slab++) {
            source.read(from + start(slab), floats[slab], count(slab));
        }
        for (int slab = 0; slab < doubles.length; slab++) {
            source.read(from + start(slab), doubles[slab], count(slab));
        }
    }

    /** Writes its numbers to a tensor, beginning with the tensor's element {@code from}. */
    public void copyTo(Tensor target, long from) {
        for (int slab = 0; slab < floats.length; slab++) {
            target.write(floats[slab], count(slab), from + start(slab));
        }
        for (int slab = 0; slab < doubles.length; slab++) {
            target.write(doubles[slab], count(slab), from + start(slab));
        }
    }

    private static long start(int slab) {
        return (long) slab * ParameterSlabs.LENGTH;
    }

    private int count(int slab) {
        return (int) Math.min(ParameterSlabs.LENGTH, length - start(slab));
    }
}
