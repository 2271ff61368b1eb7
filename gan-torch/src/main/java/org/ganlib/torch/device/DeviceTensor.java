package org.ganlib.torch.device;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A tensor over one of libtorch's, in row-major order. On a device every read and write is one
 * transfer; in the host's memory it is a copy.
 */
public final class DeviceTensor implements Tensor {
    private final Place place;
    private final org.bytedeco.pytorch.Tensor flat;
    private final TensorShape shape;
    private final int rows;
    private final DataType precision;
    /** The views handed out, by their ranges: a training step asks for the same ones again. */
    private final Map<Range, DeviceTensor> views = new HashMap<>();
    /** Views of all elements with other shapes of a row, by that shape. */
    private final Map<TensorShape, DeviceTensor> reshaped = new HashMap<>();
    /** The tensor's own memory as a buffer; null before its first use, and always on a device. */
    private FloatBuffer floats;

    private DoubleBuffer doubles;
    /** The buffer of transfers; null before the first one. */
    private Staging staging;

    private final Consumer<DeviceTensor> onClose;
    private boolean closed;

    private DeviceTensor(
            Place place,
            org.bytedeco.pytorch.Tensor values,
            TensorShape shape,
            int rows,
            DataType precision,
            Consumer<DeviceTensor> onClose) {
        this.onClose = onClose;
        this.place = place;
        this.shape = shape;
        this.rows = rows;
        this.precision = precision;
        flat = Natives.constant(() -> Natives.keep(values.contiguous().view(-1)));
    }

    /**
     * A tensor of zeros, which the caller closes.
     *
     * @param onClose is given the tensor when it is closed
     */
    static DeviceTensor zeros(
            Place place, DataType precision, TensorShape shape, int rows, Consumer<DeviceTensor> onClose) {
        return Natives.constant(() -> new DeviceTensor(
                place,
                place.zeros((long) rows * shape.elements(), typeOf(precision)),
                shape,
                rows,
                precision,
                onClose));
    }

    /**
     * A tensor over the numbers of one of libtorch's, which it keeps until it is {@linkplain
     * #close() closed}. It shares its memory where those numbers are in row-major order.
     *
     * @param values of type Float or Double, in this place, and without a gradient
     */
    public static DeviceTensor over(Place place, org.bytedeco.pytorch.Tensor values, TensorShape shape) {
        DataType precision = values.scalar_type().intern() == ScalarType.Double ? DataType.DOUBLE : DataType.FLOAT;
        int rows = Math.toIntExact(values.numel() / shape.elements());
        return new DeviceTensor(place, values, shape, rows, precision, closed -> {});
    }

    /** libtorch's type for numbers of that precision. */
    public static ScalarType typeOf(DataType precision) {
        return precision == DataType.DOUBLE ? ScalarType.Double : ScalarType.Float;
    }

    /** The place it lies in. */
    public Place place() {
        return place;
    }

    /** All numbers as a vector of libtorch's, over the same memory. */
    public org.bytedeco.pytorch.Tensor flat() {
        requireOpen();
        return flat;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public TensorShape shape() {
        return shape;
    }

    @Override
    public DataType precision() {
        return precision;
    }

    @Override
    public void read(long from, float[] target, int count) {
        requireOpen();
        if (precision == DataType.FLOAT) {
            readFloats(from, count).get(target, 0, count);
            return;
        }
        DoubleBuffer source = readDoubles(from, count);
        for (int i = 0; i < count; i++) {
            target[i] = (float) source.get();
        }
    }

    @Override
    public void read(long from, double[] target, int count) {
        requireOpen();
        if (precision == DataType.DOUBLE) {
            readDoubles(from, count).get(target, 0, count);
            return;
        }
        FloatBuffer source = readFloats(from, count);
        for (int i = 0; i < count; i++) {
            target[i] = source.get();
        }
    }

    @Override
    public void write(float[] source, int count, long to) {
        requireOpen();
        if (precision == DataType.FLOAT) {
            beginFloats(to, count).put(source, 0, count);
        } else {
            DoubleBuffer target = beginDoubles(to, count);
            for (int i = 0; i < count; i++) {
                target.put(source[i]);
            }
        }
        endWriting(to, count);
    }

    @Override
    public void write(double[] source, int count, long to) {
        requireOpen();
        if (precision == DataType.DOUBLE) {
            beginDoubles(to, count).put(source, 0, count);
        } else {
            FloatBuffer target = beginFloats(to, count);
            for (int i = 0; i < count; i++) {
                target.put((float) source[i]);
            }
        }
        endWriting(to, count);
    }

    @Override
    public FloatBuffer toFill() {
        requireOpen();
        if (precision != DataType.FLOAT) {
            throw new IllegalStateException("only a tensor of FLOAT is filled, this one is of " + precision);
        }
        FloatBuffer buffer = beginFloats(0, Math.toIntExact(length()));
        buffer.limit(Math.toIntExact(length()));
        return buffer;
    }

    @Override
    public void filled() {
        endWriting(0, Math.toIntExact(length()));
    }

    @Override
    public DeviceTensor rows(int from, int count) {
        requireOpen();
        if (from < 0 || count < 0 || from + count > rows) {
            throw new IndexOutOfBoundsException(
                    "rows " + from + " to " + (from + count) + " of a tensor of " + rows + " rows");
        }
        long elements = shape.elements();
        return views.computeIfAbsent(
                new Range(from, count),
                range -> Natives.constant(() -> new DeviceTensor(
                        place,
                        flat.narrow(0, from * elements, count * elements),
                        shape,
                        count,
                        precision,
                        closed -> {})));
    }

    @Override
    public DeviceTensor inRowsOf(TensorShape other) {
        requireOpen();
        Tensor.requireWholeRows(this, other);
        return reshaped.computeIfAbsent(
                other,
                form -> Natives.constant(() -> new DeviceTensor(
                        place, flat, form, Math.toIntExact(length() / form.elements()), precision, closed -> {})));
    }

    /** A buffer on the host that has the elements from {@code from} on at its position. */
    private FloatBuffer readFloats(long from, int count) {
        if (place.isOnHost()) {
            return ownFloats().position(Math.toIntExact(from));
        }
        download(from, count);
        return staging.floats(count);
    }

    private DoubleBuffer readDoubles(long from, int count) {
        if (place.isOnHost()) {
            return ownDoubles().position(Math.toIntExact(from));
        }
        download(from, count);
        return staging.doubles(count);
    }

    /** The buffer into which a caller writes elements; {@link #endWriting} then uploads them. */
    private FloatBuffer beginFloats(long to, int count) {
        return place.isOnHost()
                ? ownFloats().position(Math.toIntExact(to))
                : staging().floats(count);
    }

    private DoubleBuffer beginDoubles(long to, int count) {
        return place.isOnHost()
                ? ownDoubles().position(Math.toIntExact(to))
                : staging().doubles(count);
    }

    private void endWriting(long to, int count) {
        if (place.isOnHost() || count == 0) {
            return;
        }
        Natives.constant(() -> staging().upload(flat.narrow(0, to, count)));
    }

    private void download(long from, int count) {
        Natives.constant(() -> staging().download(flat.narrow(0, from, count)));
    }

    private Staging staging() {
        if (staging == null) {
            staging = new Staging(place, typeOf(precision));
        }
        return staging;
    }

    private FloatBuffer ownFloats() {
        if (floats == null) {
            floats = Natives.constant(
                    () -> flat.data_ptr_float().capacity(length()).asBuffer());
        }
        return floats.clear();
    }

    private DoubleBuffer ownDoubles() {
        if (doubles == null) {
            doubles = Natives.constant(
                    () -> flat.data_ptr_double().capacity(length()).asBuffer());
        }
        return doubles.clear();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the tensor was closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onClose.accept(this);
        views.values().forEach(DeviceTensor::close);
        reshaped.values().forEach(DeviceTensor::close);
        Natives.free(flat);
        if (staging != null) {
            staging.close();
        }
    }

    private record Range(int from, int count) {}
}
