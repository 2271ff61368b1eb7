package org.ganlib.datasets.indexed;

import org.ganlib.network.ValueRange;
import org.ganlib.tensor.TensorShape;

/**
 * Images held in memory as one byte per value, a quarter of what floats would take. Byte v stands
 * for {@code low + (high − low)·v/255}.
 */
public final class ByteExamples implements ExampleSource {
    private final byte[] pixels;
    private final int[] labels;
    private final int elements;
    private final float[] valueOfByte;

    /**
     * Takes the arrays over.
     *
     * @param range bounded; says how the bytes are to be read
     * @param pixels {@code shape.elements()} per label, row-major
     * @param labels one per image, at least one
     * @throws IllegalArgumentException if the arrays do not agree
     */
    public ByteExamples(TensorShape shape, ValueRange range, byte[] pixels, int[] labels) {
        this.pixels = pixels;
        this.labels = labels;
        elements = shape.elements();
        if (labels.length == 0 || (long) elements * labels.length != pixels.length) {
            throw new IllegalArgumentException(
                    pixels.length + " bytes are not " + labels.length + " images of " + shape);
        }
        valueOfByte = valuesOfBytes(range);
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] target, int start) {
        int first = index * elements;
        for (int i = 0; i < elements; i++) {
            target[start + i] = valueOfByte[pixels[first + i] & 0xff];
        }
    }

    /** The value for which each byte stands. */
    static float[] valuesOfBytes(ValueRange range) {
        float[] values = new float[256];
        for (int v = 0; v < values.length; v++) {
            values[v] = (float) (range.low() + (range.high() - range.low()) * v / 255);
        }
        return values;
    }
}
