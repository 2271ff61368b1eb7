package org.ganlib.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The fields of the first directory of a TIFF structure, such as an EXIF block. If a field is
 * stored twice, the last one counts, as in Java's decoder and in Pillow.
 */
final class TiffDirectory {
    /** The size of a directory entry in bytes. */
    static final int ENTRY = 12;

    /**
     * The offset of the field's type in an entry; the next constants are the offsets of its count
     * and of its values.
     */
    private static final int TYPE_AT = 2;

    private static final int COUNT_AT = 4;
    private static final int VALUE_AT = 8;

    private static final int HEADER = 8;
    private static final int DIRECTORY_AT = 4;
    private static final int INLINE = 4;

    /**
     * The type of whole numbers of one byte; the next constants are those of two and four bytes.
     */
    static final int BYTE = 1;

    static final int SHORT = 3;
    static final int LONG = 4;

    private static final int TEXT = 2;
    private static final int RATIONAL = 5;
    private static final int SIGNED_BYTE = 6;
    private static final int UNDEFINED = 7;
    private static final int SIGNED_SHORT = 8;
    private static final int SIGNED_LONG = 9;
    private static final int SIGNED_RATIONAL = 10;
    private static final int FLOAT = 11;
    private static final int DOUBLE = 12;
    private static final int DIRECTORY = 13;

    private final ByteBuffer content;
    private final Map<Integer, Integer> entries = new LinkedHashMap<>();
    private int start;
    private int next;
    private boolean whole;

    private TiffDirectory(byte[] content) {
        this.content =
                ByteBuffer.wrap(content).order(content[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /**
     * Reads the fields. If the structure ends too early, only the fields before its end are read.
     */
    static TiffDirectory of(byte[] content) {
        if (content.length < HEADER) {
            return new TiffDirectory(new byte[HEADER]);
        }
        TiffDirectory directory = new TiffDirectory(content);
        long start = directory.content.getInt(DIRECTORY_AT) & 0xffff_ffffL;
        if (start + Short.BYTES > content.length) {
            return directory;
        }
        directory.start = (int) start;
        int count = directory.content.getShort(directory.start) & 0xffff;
        for (int i = 0; i <= count; i++) {
            long entry = start + Short.BYTES + (long) ENTRY * i;
            if (i == count) {
                directory.whole = true;
                directory.next = entry + Integer.BYTES > content.length ? 0 : directory.content.getInt((int) entry);
            } else if (entry + ENTRY > content.length) {
                return directory;
            } else {
                directory.entries.put(directory.content.getShort((int) entry) & 0xffff, (int) entry);
            }
        }
        return directory;
    }

    /** The byte order of numbers. */
    ByteOrder order() {
        return content.order();
    }

    /** The offset at which the directory begins. */
    int start() {
        return start;
    }

    /** The offset of the next directory; 0 if there is none. */
    int next() {
        return next;
    }

    /** The fields by tag, with the offsets of their entries. */
    Map<Integer, Integer> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /**
     * Tells whether there is a directory and all its entries lie before the end of the structure.
     */
    boolean isWhole() {
        return whole;
    }

    /** Tells whether there is a field of that tag, with any content. */
    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** Tells whether there is a field of that tag and type. */
    boolean isOf(int tag, int type) {
        return has(tag) && type(tag) == type;
    }

    /**
     * The numbers of a field.
     *
     * @param most the maximum number to return
     * @return the numbers; none if there is no such field, it holds no numbers, or they lie beyond
     *     the structure's end
     */
    double[] numbers(int tag, int most) {
        int type = has(tag) ? type(tag) : 0;
        int size = size(type);
        if (size == 0 || type == TEXT || type == UNDEFINED || goesBeyond(tag)) {
            return new double[0];
        }
        int start = start(tag);
        long count = count(tag);
        return IntStream.range(0, (int) Math.min(count, most))
                .mapToDouble(i -> number(type, start + i * size))
                .toArray();
    }

    /** Tells whether a field's values lie beyond the structure's end. */
    boolean goesBeyond(int tag) {
        int size = has(tag) ? size(type(tag)) : 0;
        return size > 0 && count(tag) * size > content.capacity() - (start(tag) & 0xffff_ffffL);
    }

    /** The offset of a field's values: inside its entry if they fit there. */
    private int start(int tag) {
        int place = entries.get(tag) + VALUE_AT;
        return count(tag) * size(type(tag)) <= INLINE ? place : content.getInt(place);
    }

    private long count(int tag) {
        return content.getInt(entries.get(tag) + COUNT_AT) & 0xffff_ffffL;
    }

    private int type(int tag) {
        return content.getShort(entries.get(tag) + TYPE_AT) & 0xffff;
    }

    /** The number of bytes of a value of a type; 0 for unknown types. */
    private static int size(int type) {
        return switch (type) {
            case BYTE, TEXT, SIGNED_BYTE, UNDEFINED -> 1;
            case SHORT, SIGNED_SHORT -> Short.BYTES;
            case LONG, SIGNED_LONG, DIRECTORY, FLOAT -> Integer.BYTES;
            case RATIONAL, SIGNED_RATIONAL, DOUBLE -> Long.BYTES;
            default -> 0;
        };
    }

    private double number(int type, int at) {
        return switch (type) {
            case BYTE -> content.get(at) & 0xff;
            case SIGNED_BYTE -> content.get(at);
            case SHORT -> content.getShort(at) & 0xffff;
            case SIGNED_SHORT -> content.getShort(at);
            case SIGNED_LONG -> content.getInt(at);
            case FLOAT -> content.getFloat(at);
            case DOUBLE -> content.getDouble(at);
            case RATIONAL -> number(LONG, at) / number(LONG, at + Integer.BYTES);
            case SIGNED_RATIONAL -> (double) content.getInt(at) / content.getInt(at + Integer.BYTES);
            default -> content.getInt(at) & 0xffff_ffffL;
        };
    }
}
