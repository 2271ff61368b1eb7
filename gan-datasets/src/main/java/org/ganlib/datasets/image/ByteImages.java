package org.ganlib.datasets.image;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;

/** Images held in memory as one byte per value, a quarter of what floats would take. Byte v stands for {@code low + (high − low)·v/255}. */
final class ByteImages implements Dataset {
    private final DatasetInfo info;
    private final byte[] pixels;
    private final byte[] labels;
    private final int elements;
    private final float[] valueOfByte;

    /**
     * @param info its shape and its bounded range say how the bytes are to be read
     * @param pixels {@code shape.elements()} per label, row-major; not copied
     * @param labels one per image, at least one; not copied
     */
    ByteImages(DatasetInfo info, byte[] pixels, byte[] labels) {
        this.info = info;
        this.pixels = pixels;
        this.labels = labels;
        elements = info.shape().elements();
        if (labels.length == 0 || (long) elements * labels.length != pixels.length) {
            throw new IllegalArgumentException(
                    pixels.length + " bytes are not " + labels.length + " images of " + info.shape());
        }
        valueOfByte = valuesOfBytes(info.range());
    }

    @Override
    public DatasetInfo info() {
        return info;
    }

    @Override
    public BatchStream stream(RandomStream random) {
        return new Stream(new EpochOrder(labels.length, random));
    }

    @Override
    public Examples read(int from, int count) {
        Objects.checkFromIndexSize(from, count, labels.length);
        float[] values = new float[Math.multiplyExact(count, elements)];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            copyValues(from + i, values, i * elements);
            classes[i] = labels[from + i] & 0xff;
        }
        return new Examples(info.shape(), values, classes);
    }

    @Override
    public void close() {}

    private void copyValues(int example, float[] target, int start) {
        int first = example * elements;
        for (int i = 0; i < elements; i++) {
            target[start + i] = valueOfByte[pixels[first + i] & 0xff];
        }
    }

    private static float[] valuesOfBytes(ValueRange range) {
        float[] values = new float[256];
        for (int v = 0; v < values.length; v++) {
            values[v] = (float) (range.low() + (range.high() - range.low()) * v / 255);
        }
        return values;
    }

    private final class Stream implements BatchStream {
        private final EpochOrder order;
        private final float[] example = new float[elements];

        private Stream(EpochOrder order) {
            this.order = order;
        }

        @Override
        public void next(Batch batch) {
            FloatBuffer features = batch.toFill();
            int[] classes = batch.labels();
            if (features.capacity() != (long) classes.length * elements) {
                throw new IllegalArgumentException("the batch has room for " + features.capacity() + " values, "
                        + classes.length + " images of " + info.shape() + " need " + (long) classes.length * elements);
            }
            for (int i = 0; i < classes.length; i++) {
                int index = order.next();
                copyValues(index, example, 0);
                features.put(example);
                classes[i] = labels[index] & 0xff;
            }
        }

        @Override
        public byte[] cursor() {
            return order.cursor();
        }

        @Override
        public void restore(byte[] cursor) {
            order.restore(cursor);
        }
    }
}
