package org.ganlib.datasets.indexed;

import org.ganlib.network.ValueRange;
import org.ganlib.tensor.TensorShape;

/**
 * Images held as one byte per value, a quarter of what floats would take, until a batch is filled.
 * Byte v stands for {@code low + (high − low)·v/255}.
 */
public final class ByteExamples implements ExampleSource {
    private final ByteImages images;
    private final int[] labels;
    private final float[] valueOfByte;
    private final ThreadLocal<byte[]> imageBytes;

    /**
     * Takes the images over, and closes them.
     *
     * @param range bounded; says how the bytes are to be read
     * @param images images of {@code shape.elements()} bytes, row-major
     * @param labels one per image
     * @throws IllegalArgumentException if they do not agree
     */
    public ByteExamples(TensorShape shape, ValueRange range, ByteImages images, int[] labels) {
        if (images.size() != shape.elements() || images.count() != labels.length) {
            throw new IllegalArgumentException(images.count() + " images of " + images.size() + " bytes are not "
                    + labels.length + " images of " + shape);
        }
        this.images = images;
        this.labels = labels;
        valueOfByte = valuesOfBytes(range);
        imageBytes = ThreadLocal.withInitial(() -> new byte[images.size()]);
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
        byte[] image = imageBytes.get();
        images.read(index, image, 0);
        for (int i = 0; i < image.length; i++) {
            target[start + i] = valueOfByte[image[i] & 0xff];
        }
    }

    @Override
    public boolean slow() {
        return images.slow();
    }

    @Override
    public void close() {
        images.close();
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
