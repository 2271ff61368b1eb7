package org.ganlib.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ganlib.problem.DataException;

/**
 * An array read from the .npy format, versions 1 to 3. It may have whole numbers, floats of 2, 4 or
 * 8 bytes or truth values, in either byte order, in row-major or column-major order. Nothing in the
 * file is trusted: memory is allocated only as values are read, and damage is reported in one
 * message with the name and the offset.
 */
public final class NpyArray implements Numbers {
    /** The type of an array's elements, in numpy's terms. */
    public enum Type {
        /** Truth values, 0 or 1. */
        B1(1),
        /** Unsigned bytes. */
        U1(1),
        /** Signed bytes. */
        I1(1),
        /** Unsigned integers of 16 bits. */
        U2(2),
        /** Signed integers of 16 bits. */
        I2(2),
        /** Unsigned integers of 32 bits. */
        U4(4),
        /** Signed integers of 32 bits. */
        I4(4),
        /** Unsigned integers of 64 bits. */
        U8(8),
        /** Signed integers of 64 bits. */
        I8(8),
        /** Floats of 16 bits. */
        F2(2),
        /** Floats of 32 bits. */
        F4(4),
        /** Floats of 64 bits. */
        F8(8);

        static final String NAMES = Arrays.stream(values())
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** The number of bytes a value takes. */
        int bytes() {
            return bytes;
        }

        /** Returns true if values are whole numbers. */
        public boolean isInteger() {
            return this != F2 && this != F4 && this != F8;
        }

        /** Tells whether every value of the type is exactly a 32-bit float. */
        public boolean fitsFloat() {
            return switch (this) {
                case B1, U1, I1, U2, I2, F2, F4 -> true;
                case U4, I4, U8, I8, F8 -> false;
            };
        }
    }

    private final Type type;
    private final long[] shape;
    private final ByteBuffer values;
    private final int[] order;

    private NpyArray(Type type, long[] shape, ByteBuffer values, int[] order) {
        this.type = type;
        this.shape = shape;
        this.values = values;
        this.order = order;
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it does not exist, cannot be read, or is no such array
     */
    public static NpyArray read(Path file) {
        return read(file, NpyArray::read);
    }

    /**
     * The type of a file's values, read from its header alone.
     *
     * @throws DataException if it does not exist, cannot be read, or is no such array
     */
    public static Type typeOf(Path file) {
        return read(file, (in, name) -> NpyHeader.read(in, name).type());
    }

    /**
     * The sizes of a file's dimensions, read from its header alone.
     *
     * @throws DataException if it does not exist, cannot be read, or is no such array
     */
    public static List<Long> shapeOf(Path file) {
        return read(file, (in, name) -> NpyHeader.read(in, name).shape());
    }

    private interface Reader<T> {
        T read(InputStream in, String name) throws IOException;
    }

    private static <T> T read(Path file, Reader<T> reader) {
        try (InputStream in = new BufferedInputStream(RegularFile.open(file), 1 << 16)) {
            return reader.read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": does not exist.", e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads an array to the end of the stream.
     *
     * @param name the file or the entry that is read, for messages
     * @throws DataException if it is no such array, is truncated, has more bytes than its header
     *     promises, or more than can be held
     */
    public static NpyArray read(InputStream in, String name) throws IOException {
        NpyHeader header = NpyHeader.read(in, name);
        int count = header.count();
        int length = count * header.type().bytes;
        requireRoom(name, length);
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
            throw header.endsAfter(data.length);
        }
        if (in.read() != -1) {
            throw header.continuesAfter((long) header.start() + length - 1);
        }
        long[] shape = header.shape().stream().mapToLong(Long::longValue).toArray();
        return new NpyArray(
                header.type(),
                shape,
                ByteBuffer.wrap(data).order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN),
                header.columnsFirst() && shape.length > 1 ? columnOrder(shape, count) : new int[0]);
    }

    /** The type of its elements. */
    public Type type() {
        return type;
    }

    /** A copy of the sizes of its dimensions; none for a single number. */
    public long[] shape() {
        return shape.clone();
    }

    /** The number of values. */
    @Override
    public int count() {
        return values.capacity() / type.bytes;
    }

    @Override
    public boolean isWhole() {
        return type.isInteger();
    }

    /**
     * The value at an index that counts row by row, whatever order the file has; true is 1.
     * Integers beyond 2⁵³ are rounded to the nearest double.
     */
    public double value(int index) {
        int at = at(index);
        return switch (type) {
            case B1 -> values.get(at) == 0 ? 0 : 1;
            case U1 -> values.get(at) & 0xff;
            case I1 -> values.get(at);
            case U2 -> values.getShort(at) & 0xffff;
            case I2 -> values.getShort(at);
            case U4 -> values.getInt(at) & 0xffff_ffffL;
            case I4 -> values.getInt(at);
            case U8 -> unsigned(values.getLong(at));
            case I8 -> values.getLong(at);
            case F2 -> half(values.getShort(at));
            case F4 -> values.getFloat(at);
            case F8 -> values.getDouble(at);
        };
    }

    @Override
    public float rounded(int index) {
        return switch (type) {
            case I8 -> values.getLong(at(index));
            case U8 ->
                Long.numberOfLeadingZeros(values.getLong(at(index))) > 0
                        ? values.getLong(at(index))
                        : halved(values.getLong(at(index))) * 2f;
            default -> (float) value(index);
        };
    }

    @Override
    public double minus(int index, double number) {
        if (type != Type.I8 && type != Type.U8) {
            return value(index) - number;
        }
        long value = values.getLong(at(index));
        long whole = (long) number;
        boolean exact = (type == Type.I8 || value >= 0) && Math.abs(number) < 0x1p62 && whole == number;
        if (exact && Math.abs(value) < 1L << 62) {
            return value - whole;
        }
        BigDecimal written = type == Type.I8 ? BigDecimal.valueOf(value) : new BigDecimal(Long.toUnsignedString(value));
        return written.subtract(new BigDecimal(number)).doubleValue();
    }

    /** All values as floats, row by row. */
    public float[] floats() {
        return Rounding.floats(this);
    }

    private int at(int index) {
        return (order.length == 0 ? index : order[index]) * type.bytes;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : halved(value) * 2.0;
    }

    /**
     * Half of an unsigned number. Its lowest bit is kept set if it was set, so that the result
     * rounds correctly to a double.
     */
    private static long halved(long value) {
        return value >>> 1 | (value & 1);
    }

    /** The value of a 16-bit float: 1 bit of sign, 5 of exponent (bias 15), 10 of fraction. */
    static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24;
                    case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> Math.scalb(1024.0 + fraction, exponent - 25);
                };
        return bits < 0 ? -magnitude : magnitude;
    }

    private static void requireRoom(String name, int bytes) {
        long held = Runtime.getRuntime().maxMemory() / 2;
        if (bytes > held) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: promises %,d bytes, but only %,d can be held. Split it, or set GAN_JAVA_OPTS=-Xmx….",
                    name,
                    bytes,
                    held));
        }
    }

    /** For each index in row order, where the value lies in column order. */
    private static int[] columnOrder(long[] shape, int count) {
        int[] order = new int[count];
        int[] position = new int[shape.length];
        for (int i = 0; i < count; i++) {
            int at = 0;
            int stride = 1;
            for (int k = 0; k < shape.length; k++) {
                at += position[k] * stride;
                stride *= (int) shape[k];
            }
            order[i] = at;
            for (int k = shape.length - 1; k >= 0 && ++position[k] == shape[k]; k--) {
                position[k] = 0;
            }
        }
        return order;
    }
}
