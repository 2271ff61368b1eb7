package org.ganlib.datasets.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.io.input.BoundedInputStream;
import org.ganlib.problem.DataException;

/**
 * Reads dense real numeric arrays from a MAT-file of level 5, as MATLAB has written them since
 * version 5, compressed or not. Values come in the file's order, first dimension fastest. Offsets
 * in messages count bytes of the file for uncompressed elements, and bytes of the decompressed data
 * for compressed ones.
 */
public final class MatReader {
    private static final int INT8 = 1;
    private static final int UINT8 = 2;
    private static final int INT16 = 3;
    private static final int UINT16 = 4;
    private static final int INT32 = 5;
    private static final int UINT32 = 6;
    private static final int SINGLE = 7;
    private static final int DOUBLE = 9;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;
    private static final int FIRST_NUMERIC_CLASS = 6;
    private static final int LAST_NUMERIC_CLASS = 13;
    private static final int COMPLEX = 0x800;
    private static final int MOST_DIMENSIONS = 32;
    private static final int LONGEST_NAME = 4096;

    private final String name;
    private final Set<String> wanted;
    private final Map<String, MatArray> found = new HashMap<>();

    private MatReader(String name, Set<String> wanted) {
        this.name = name;
        this.wanted = wanted;
    }

    /**
     * Reads the arrays of these names; others are passed over.
     *
     * @param name the name of the file in messages
     * @param source its bytes from the beginning
     * @throws DataException if it is no such file, is damaged, or lacks one of them
     */
    public static Map<String, MatArray> read(String name, InputStream source, Set<String> arrays) throws IOException {
        MatReader reader = new MatReader(name, arrays);
        reader.readFile(new Counted(source));
        for (String array : arrays) {
            if (!reader.found.containsKey(array)) {
                throw new DataException(name + ": has no array '" + array + "'. Replace the file.");
            }
        }
        return reader.found;
    }

    private void readFile(Counted in) throws IOException {
        byte[] header = in.upTo(128);
        if (header.length < 128) {
            throw damaged("ends at byte " + header.length + ", within its header of 128 bytes");
        }
        boolean little = header[126] == 'I' && header[127] == 'M';
        if (!little && !(header[126] == 'M' && header[127] == 'I')) {
            throw damaged("has no mark of byte order at byte 126: it is no MAT-file of level 5");
        }
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int version = ByteBuffer.wrap(header).order(order).getShort(124);
        if (version != 0x0100) {
            throw damaged("is of version " + version + " at byte 124, expected 256 (level 5)");
        }
        while (found.size() < wanted.size()) {
            long start = in.offset;
            byte[] tag = in.upTo(8);
            if (tag.length == 0) {
                return;
            }
            if (tag.length < 8) {
                throw damaged("ends at byte " + in.offset + ", within the tag of an element");
            }
            ByteBuffer fields = ByteBuffer.wrap(tag).order(order);
            int type = fields.getInt();
            long size = fields.getInt() & 0xffffffffL;
            Counted element = new Counted(BoundedInputStream.builder()
                    .setInputStream(in)
                    .setMaxCount(size)
                    .setPropagateClose(false)
                    .get());
            if (type == COMPRESSED) {
                readCompressed(element, order, start);
            } else if (type == MATRIX) {
                readMatrix(element, order, size, "at byte " + start);
                in.skipPadding(size);
            } else if (element.skip(size) < size) {
                throw damaged("ends at byte " + in.offset + ", within the element at byte " + start);
            }
            element.skip(Long.MAX_VALUE);
        }
    }

    private void readCompressed(Counted element, ByteOrder order, long start) throws IOException {
        String where = "in the compressed element at byte " + start;
        Counted in = new Counted(new InflaterInputStream(element));
        try {
            byte[] tag = in.exactly(8, this, where);
            ByteBuffer fields = ByteBuffer.wrap(tag).order(order);
            int type = fields.getInt();
            long size = fields.getInt() & 0xffffffffL;
            if (type != MATRIX) {
                throw damaged("has an element of type " + type + " " + where + ", expected " + MATRIX);
            }
            if (readMatrix(in, order, size, where)) {
                requireEnd(in, where);
            }
        } catch (ZipException | EOFException e) {
            throw damaged("its data is cut off or damaged " + where + ", after byte " + in.offset + " of it ("
                    + e.getMessage() + ")");
        }
    }

    /**
     * Reads to the end of compressed data: its checksum is stored there and is only compared when
     * the end is reached.
     */
    private void requireEnd(Counted in, String where) throws IOException {
        long matrix = in.offset;
        if (in.skip(LONGEST_NAME) == LONGEST_NAME) {
            throw damaged("its data continues after byte " + matrix + ", where the array ends, " + where);
        }
    }

    /** Reads an array if it is wanted, and returns whether it was. */
    private boolean readMatrix(Counted in, ByteOrder order, long size, String where) throws IOException {
        Element flags = next(in, order, where);
        if (flags.type != UINT32 || flags.size != 8) {
            throw damaged("has no array flags " + where);
        }
        int firstFlags =
                ByteBuffer.wrap(bytes(in, flags, 8, where)).order(order).getInt();
        int arrayClass = firstFlags & 0xff;
        Element dimensions = next(in, order, where);
        if (dimensions.type != INT32 || dimensions.size < 8 || dimensions.size > 4 * MOST_DIMENSIONS) {
            throw damaged("has no dimensions " + where);
        }
        ByteBuffer sizes = ByteBuffer.wrap(bytes(in, dimensions, (int) dimensions.size, where))
                .order(order);
        List<Integer> shape = new ArrayList<>();
        while (sizes.remaining() >= 4) {
            shape.add(sizes.getInt());
        }
        Element label = next(in, order, where);
        if (label.type != INT8 || label.size > LONGEST_NAME) {
            throw damaged("has no name of an array " + where);
        }
        String array = new String(bytes(in, label, (int) label.size, where), StandardCharsets.US_ASCII);
        if (!wanted.contains(array) || found.containsKey(array)) {
            return false;
        }
        if ((firstFlags & COMPLEX) != 0) {
            throw damaged("array '" + array + "' holds complex numbers " + where + ", expected real ones");
        }
        if (arrayClass < FIRST_NUMERIC_CLASS || arrayClass > LAST_NUMERIC_CLASS) {
            throw damaged("array '" + array + "' is of class " + arrayClass + " " + where + ", expected numbers");
        }
        Element values = next(in, order, where);
        int width = width(values.type);
        if (width == 0) {
            throw damaged("array '" + array + "' has values of type " + values.type + " " + where
                    + ", expected integers up to 32 bits or floats");
        }
        long count = 1;
        for (int extent : shape) {
            if (extent < 0 || (extent > 0 && count > Integer.MAX_VALUE / extent)) {
                throw damaged("array '" + array + "' promises the shape " + shape + " " + where);
            }
            count *= extent;
        }
        if (values.size != count * width || values.size > size) {
            throw damaged(String.format(
                    Locale.ROOT,
                    "array '%s' of shape %s needs %,d bytes, but its values promise %,d %s",
                    array,
                    shape,
                    count * width,
                    values.size,
                    where));
        }
        if (values.size > Runtime.getRuntime().maxMemory() / 2) {
            throw damaged(String.format(
                    Locale.ROOT,
                    "array '%s' promises %,d bytes; at most %,d can be held %s",
                    array,
                    values.size,
                    Runtime.getRuntime().maxMemory() / 2,
                    where));
        }
        ByteBuffer data = ByteBuffer.wrap(bytes(in, values, Math.toIntExact(values.size), where))
                .order(order);
        found.put(array, new MatArray(shape, values.type, data));
        return true;
    }

    private static int width(int type) {
        return switch (type) {
            case INT8, UINT8 -> 1;
            case INT16, UINT16 -> 2;
            case INT32, UINT32, SINGLE -> 4;
            case DOUBLE -> 8;
            default -> 0;
        };
    }

    /** The value at an index of data of that type. */
    static double value(ByteBuffer data, int type, int index) {
        return switch (type) {
            case INT8 -> data.get(index);
            case UINT8 -> data.get(index) & 0xff;
            case INT16 -> data.getShort(2 * index);
            case UINT16 -> data.getShort(2 * index) & 0xffff;
            case INT32 -> data.getInt(4 * index);
            case UINT32 -> data.getInt(4 * index) & 0xffffffffL;
            case SINGLE -> data.getFloat(4 * index);
            default -> data.getDouble(8 * index);
        };
    }

    /** Type and size of an element's data, and the data itself where the tag holds it. */
    @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
    private record Element(int type, long size, byte[] within) {}

    private Element next(Counted in, ByteOrder order, String where) throws IOException {
        byte[] tag = in.exactly(8, this, where);
        ByteBuffer fields = ByteBuffer.wrap(tag).order(order);
        int first = fields.getInt(0);
        int small = first >>> 16;
        if (small != 0) {
            if (small > 4) {
                throw damaged("promises " + small + " bytes within a tag " + where + ", at most 4 fit");
            }
            return new Element(first & 0xffff, small, Arrays.copyOfRange(tag, 4, 4 + small));
        }
        return new Element(first, fields.getInt(4) & 0xffffffffL, new byte[0]);
    }

    private byte[] bytes(Counted in, Element element, int size, String where) throws IOException {
        if (element.within.length > 0 || size == 0) {
            return element.within;
        }
        byte[] bytes = in.exactly(size, this, where);
        in.skipPadding(size);
        return bytes;
    }

    private DataException damaged(String what) {
        return new DataException(name + ": " + what + ". Replace the file.");
    }

    /** Counts what is read. */
    private static final class Counted extends FilterInputStream {
        private long offset;

        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            offset += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            int count = in.read(target, start, length);
            offset += Math.max(0, count);
            return count;
        }

        /** Reads at most {@code count} bytes; memory grows only as bytes are read. */
        byte[] upTo(int count) throws IOException {
            return readNBytes(count);
        }

        byte[] exactly(int count, MatReader reader, String where) throws IOException {
            byte[] bytes = readNBytes(count);
            if (bytes.length < count) {
                throw reader.damaged("its data ends after byte " + offset + " " + where);
            }
            return bytes;
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] chunk = new byte[8192];
            long skipped = 0;
            while (skipped < count) {
                int read = read(chunk, 0, (int) Math.min(chunk.length, count - skipped));
                if (read < 0) {
                    break;
                }
                skipped += read;
            }
            return skipped;
        }

        void skipPadding(long size) throws IOException {
            skip((8 - size % 8) % 8);
        }
    }
}
