package org.ganlib.datasets.array;

import java.util.Optional;
import org.ganlib.file.MappedArray;
import org.ganlib.file.NpyArray;
import org.ganlib.network.ValueRange;
import org.ganlib.tensor.TensorShape;

/**
 * Examples that stay in a file that is mapped into memory. An example is checked, mapped to its
 * range and arranged when it is read, which gives the same bits as {@link ArrayImages#read} gives
 * for the whole array. Safe for use by several threads.
 */
final class MappedImages {
    private static final int SAMPLED = 1000;

    private final ArrayImages settings;
    private final MappedArray array;
    private final TensorShape shape;
    private final ArrayLayout layout;
    private final ValueRange range;
    private final Optional<ValueRange> from;
    private final ValueRange expected;
    /** The example's value for each byte; empty if the array's type is not unsigned bytes. */
    private final float[] valueOfByte;
    /** The numbers of an example as they are stored, where the layout has the channels last. */
    private final ThreadLocal<float[]> storedOrder;

    /**
     * Takes the array as examples.
     *
     * @param settings the settings, which word the messages
     * @param shape the shape of one example
     * @param layout the order of the dimensions in the file
     * @param range the range of the examples
     * @param from the range that numbers are mapped from; empty if they are kept as they are
     */
    MappedImages(
            ArrayImages settings,
            MappedArray array,
            TensorShape shape,
            ArrayLayout layout,
            ValueRange range,
            Optional<ValueRange> from) {
        this.settings = settings;
        this.array = array;
        this.shape = shape;
        this.layout = layout;
        this.range = range;
        this.from = from;
        expected = from.orElse(range);
        storedOrder = ThreadLocal.withInitial(() -> new float[shape.elements()]);
        boolean bytes = array.type() == NpyArray.Type.U1 && expected.low() <= 0 && expected.high() >= 255;
        valueOfByte = new float[bytes ? 256 : 0];
        for (int v = 0; v < valueOfByte.length; v++) {
            valueOfByte[v] = v;
        }
        from.ifPresent(stored -> ArrayImages.map(valueOfByte, 0, valueOfByte.length, stored, range));
    }

    /** The number of examples. */
    int count() {
        return array.rows();
    }

    /** The shape of one. */
    TensorShape shape() {
        return shape;
    }

    /** The range of all values. */
    ValueRange range() {
        return range;
    }

    /** The array. */
    MappedArray array() {
        return array;
    }

    /** Returns true if the array's type is unsigned bytes and each of them is in range. */
    boolean takesAnyByte() {
        return valueOfByte.length > 0;
    }

    /** A text that says how the numbers of the file become examples. */
    String interpretation() {
        return layout + " " + shape + " " + from + " " + range;
    }

    /**
     * Reads an example.
     *
     * @throws org.ganlib.problem.DataException if a number is not finite or lies outside its range,
     *     or if the file was changed
     */
    void read(int index, float[] target, int start) {
        if (layout == ArrayLayout.CHANNELS_LAST && shape.channels() > 1) {
            float[] stored = storedOrder.get();
            readStored(index, stored, 0);
            int channels = shape.channels();
            int plane = shape.height() * shape.width();
            for (int channel = 0; channel < channels; channel++) {
                for (int i = 0; i < plane; i++) {
                    target[start + channel * plane + i] = stored[i * channels + channel];
                }
            }
        } else {
            readStored(index, target, start);
        }
    }

    private void readStored(int index, float[] target, int start) {
        if (takesAnyByte()) {
            array.read(index, valueOfByte, target, start);
            return;
        }
        array.read(index, target, start);
        int end = start + shape.elements();
        for (int i = start; i < end; i++) {
            settings.requireWithin(array.name(), index, i - start, target[i], expected);
        }
        from.ifPresent(stored -> ArrayImages.map(target, start, end, stored, range));
    }

    /**
     * The values of some examples, evenly spaced over the file, the first and the last among them.
     *
     * @throws org.ganlib.problem.DataException as {@link #read} does
     */
    float[] sample() {
        int count = Math.min(SAMPLED, Math.min(count(), 1 + (1 << 22) / shape.elements()));
        float[] values = new float[Math.multiplyExact(count, shape.elements())];
        for (int i = 0; i < count; i++) {
            read(count == 1 ? 0 : (int) ((long) i * (count() - 1) / (count - 1)), values, i * shape.elements());
        }
        return values;
    }
}
