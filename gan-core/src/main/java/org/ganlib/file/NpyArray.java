package org.ganlib.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ganlib.problem.DataException;

/**
 * An array read from the .npy format, versions 1 to 3: unsigned bytes, integers of 4 and 8 bytes, floats of 4 and 8 bytes, in either byte
 * order, rows or columns first. Nothing in the file is trusted: memory is taken as far as there are values, and damage is one message with
 * the name and the offset.
 */
public final class NpyArray {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int MOST_DIMENSIONS = 32;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    private static final Pattern ENTRY = Pattern.compile(
            "\\G\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([0-9, ]*\\))\\s*(,|(?=\\}))");
    private static final Pattern END = Pattern.compile("\\G\\s*\\}\\s*");

    /** What an array holds. */
    public enum Type {
        /** Unsigned bytes. */
        U1(1),
        /** Signed integers of 32 bits. */
        I4(4),
        /** Signed integers of 64 bits. */
        I8(8),
        /** Floats of 32 bits. */
        F4(4),
        /** Floats of 64 bits. */
        F8(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Whether values are whole numbers. */
        public boolean isInteger() {
            return this == U1 || this == I4 || this == I8;
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
     * Reads an array to the end of the stream.
     *
     * @param name what is read, for messages
     * @throws DataException if it is no such array, is truncated, has more bytes than its header promises, or more than can be held
     */
    public static NpyArray read(InputStream in, String name) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataException(
                    name + ": does not start with the bytes 93 4e 55 4d 50 59 of an .npy array at byte 0."
                            + " Save it with numpy.save.");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new DataException(name + ": is of .npy version " + version + " at byte 6, expected 1 to 3.");
        }
        int sizeBytes = version == 1 ? 2 : 4;
        byte[] size = in.readNBytes(sizeBytes);
        if (size.length < sizeBytes) {
            throw new DataException(
                    name + ": ends at byte " + (8 + size.length) + ", within its header. Save it again.");
        }
        long length = 0;
        for (int i = sizeBytes - 1; i >= 0; i--) {
            length = length << 8 | (size[i] & 0xff);
        }
        if (length > LONGEST_HEADER) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: promises a header of %,d bytes at byte 8; at most %,d are read. Save it again.",
                    name,
                    length,
                    LONGEST_HEADER));
        }
        byte[] header = in.readNBytes((int) length);
        int dataStart = 8 + sizeBytes + (int) length;
        if (header.length < length) {
            throw new DataException(name + ": ends at byte " + (8 + sizeBytes + header.length)
                    + ", within its header of " + dataStart + " bytes. Save it again.");
        }
        Map<String, String> entries = entries(name, new String(header, StandardCharsets.ISO_8859_1), 8 + sizeBytes);
        String descr = entries.get("descr").replace("'", "");
        Type type = type(name, descr);
        long[] shape = shape(name, entries.get("shape"));
        int count = count(name, type, shape);
        byte[] data = in.readNBytes(count * type.bytes);
        if (data.length < count * type.bytes) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: ends at byte %,d, but its header promises %s values of shape %s (%,d bytes). Save it again.",
                    name,
                    (long) dataStart + data.length,
                    descr,
                    Arrays.toString(shape),
                    (long) dataStart + (long) count * type.bytes));
        }
        if (in.read() != -1) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: continues after byte %,d, where its header promises the end. Save it again.",
                    name,
                    (long) dataStart + data.length - 1));
        }
        ByteBuffer values =
                ByteBuffer.wrap(data).order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        boolean columnsFirst = entries.get("fortran_order").equals("True") && shape.length > 1;
        return new NpyArray(type, shape, values, columnsFirst ? columnOrder(shape, count) : new int[0]);
    }

    /** What it holds. */
    public Type type() {
        return type;
    }

    /** A copy of the sizes of its dimensions; none for a single number. */
    public long[] shape() {
        return shape.clone();
    }

    /** How many values there are. */
    public int count() {
        return values.capacity() / type.bytes;
    }

    /** A value, counted row by row whichever way the file has them. */
    public double value(int index) {
        int at = (order.length == 0 ? index : order[index]) * type.bytes;
        return switch (type) {
            case U1 -> values.get(at) & 0xff;
            case I4 -> values.getInt(at);
            case I8 -> values.getLong(at);
            case F4 -> values.getFloat(at);
            case F8 -> values.getDouble(at);
        };
    }

    /** All values as floats, row by row. */
    public float[] floats() {
        float[] floats = new float[count()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) value(i);
        }
        return floats;
    }

    private static Map<String, String> entries(String name, String header, int offset) {
        String text = header.strip();
        Map<String, String> entries = new HashMap<>();
        Matcher matcher = ENTRY.matcher(text);
        int end = 1;
        if (text.startsWith("{")) {
            matcher.region(1, text.length());
            while (matcher.find()) {
                entries.putIfAbsent(matcher.group(1), matcher.group(2));
                end = matcher.end();
            }
            Matcher ending = END.matcher(text).region(end, text.length());
            boolean sound = ending.matches()
                    && entries.size() == 3
                    && entries.get("descr").startsWith("'")
                    && entries.get("shape").startsWith("(")
                    && (entries.get("fortran_order").equals("True")
                            || entries.get("fortran_order").equals("False"));
            if (sound) {
                return entries;
            }
        }
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        throw new DataException(name + ": its header at byte " + offset
                + " is not {'descr': …, 'fortran_order': …, 'shape': …}: " + shown.replaceAll("\\p{Cntrl}", "?")
                + ". Save it again.");
    }

    private static Type type(String name, String descr) {
        return switch (descr) {
            case "|u1", "<u1", ">u1" -> Type.U1;
            case "<i4", ">i4" -> Type.I4;
            case "<i8", ">i8" -> Type.I8;
            case "<f4", ">f4" -> Type.F4;
            case "<f8", ">f8" -> Type.F8;
            default ->
                throw new DataException(name + ": holds values of type '" + descr.replaceAll("\\p{Cntrl}", "?")
                        + "', expected u1, i4, i8, f4 or f8. Save array.astype('float32').");
        };
    }

    private static long[] shape(String name, String text) {
        try {
            long[] shape = Pattern.compile("[(), ]+")
                    .splitAsStream(text)
                    .filter(size -> !size.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
            if (shape.length <= MOST_DIMENSIONS) {
                return shape;
            }
        } catch (NumberFormatException e) {
            throw absurd(name, text);
        }
        throw absurd(name, text);
    }

    private static int count(String name, Type type, long[] shape) {
        long bytes = type.bytes;
        for (long size : shape) {
            if (size != 0 && bytes > MOST_BYTES / size) {
                throw absurd(name, Arrays.toString(shape));
            }
            bytes *= size;
        }
        long held = Runtime.getRuntime().maxMemory() / 2;
        if (bytes > held) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: promises %,d bytes, but only %,d can be held. Split it, or set GAN_JAVA_OPTS=-Xmx….",
                    name,
                    bytes,
                    held));
        }
        return (int) (bytes / type.bytes);
    }

    private static DataException absurd(String name, String shape) {
        return new DataException(String.format(
                Locale.ROOT,
                "%s: its header promises the shape %s; at most %,d bytes can be held. Save it again or split it.",
                name,
                shape.length() > 100 ? shape.substring(0, 100) + "…" : shape,
                MOST_BYTES));
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
