package org.ganlib.onnx;

import java.util.Arrays;

/** A parameter array with its name and shape, row-major. */
public final class Weights {
    private final String name;
    private final long[] shape;
    private final float[] values;

    /** @throws IllegalArgumentException unless shape and values agree */
    Weights(String name, long[] shape, float[] values) {
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
            throw new IllegalArgumentException(
                    name + ": " + values.length + " values are not of shape " + Arrays.toString(shape));
        }
        this.name = name;
        this.shape = shape;
        this.values = values;
    }

    /** {@code layer/parameter}, for example {@code dense-0/W}. */
    public String name() {
        return name;
    }

    /** Sizes of its dimensions. */
    public long[] shape() {
        return shape.clone();
    }

    /** All values, last dimension fastest. Not to be changed. */
    public float[] values() {
        return values;
    }
}
