package org.ganlib.datasets.file;

import java.nio.ByteBuffer;
import java.util.List;

/** An array read from a MAT-file; values in the file's order, first dimension fastest. */
public final class MatArray {
    private final List<Integer> shape;
    private final int type;
    private final ByteBuffer values;

    MatArray(List<Integer> shape, int type, ByteBuffer values) {
        this.shape = List.copyOf(shape);
        this.type = type;
        this.values = values;
    }

    /** The sizes of its dimensions, at least two. */
    public List<Integer> shape() {
        return shape;
    }

    /** The number of values. */
    public int count() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** A value. */
    public double value(int index) {
        return MatReader.value(values, type, index);
    }
}
