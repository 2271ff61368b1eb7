package org.ganlib.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ganlib.problem.DataException;

/**
 * The beginning of an .npy file, versions 1 to 3. Nothing in it is trusted.
 *
 * @param name the file or the entry that is read, for messages
 * @param descr the type of values as numpy writes it
 * @param type the same, without the byte order
 * @param columnsFirst true if the first index runs fastest
 * @param shape the sizes of the dimensions, each ≥ 0
 * @param start the position of the first value, in bytes
 */
record NpyHeader(String name, String descr, NpyArray.Type type, boolean columnsFirst, List<Long> shape, int start) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int MOST_DIMENSIONS = 32;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    // Python 2 wrote sizes with an L.
    private static final Pattern ENTRY = Pattern.compile(
            "\\G\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([0-9L, ]*\\))\\s*(,|(?=\\}))");
    private static final Pattern END = Pattern.compile("\\G\\s*\\}\\s*");
    private static final Pattern STRUCTURED = Pattern.compile("'descr'\\s*:\\s*\\[");
    private static final Pattern DESCR = Pattern.compile("[<>|=]?([a-z][0-9]+)");

    /**
     * Reads up to the first value.
     *
     * @throws DataException if it is no such beginning, or promises values of a type there is no
     *     reader for
     */
    static NpyHeader read(InputStream in, String name) throws IOException {
        byte[] first = in.readNBytes(MAGIC.length + 2);
        if (first.length < MAGIC.length + 2 || !Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataException(
                    name + ": does not start with the bytes 93 4e 55 4d 50 59 of an .npy array at byte 0."
                            + " Save it with numpy.save.");
        }
        int version = first[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new DataException(name + ": is of .npy version " + version + " at byte 6, expected 1 to 3.");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        int length = length(in, name, lengthBytes);
        byte[] header = in.readNBytes(length);
        int start = MAGIC.length + 2 + lengthBytes + length;
        if (header.length < length) {
            throw new DataException(name + ": ends at byte " + (start - length + header.length)
                    + ", within its header of " + start + " bytes. Save it again.");
        }
        Map<String, String> entries = entries(name, new String(header, StandardCharsets.ISO_8859_1), start - length);
        String descr = entries.get("descr").replace("'", "");
        return new NpyHeader(
                name,
                descr,
                type(name, descr),
                entries.get("fortran_order").equals("True"),
                shape(name, entries.get("shape")),
                start);
    }

    /** Returns true if the most significant byte of a value comes first. */
    boolean bigEndian() {
        return descr.startsWith(">");
    }

    /**
     * The number of values it promises.
     *
     * @throws DataException if their bytes fit into no array
     */
    int count() {
        long bytes = type.bytes();
        for (long size : shape) {
            if (size != 0 && bytes > MOST_BYTES / size) {
                throw wholeOnly();
            }
            bytes *= size;
        }
        return (int) (bytes / type.bytes());
    }

    /**
     * The number of values it promises, however many bytes they take.
     *
     * @throws DataException if they are more than any file has
     */
    long values() {
        long values = 1;
        for (long size : shape) {
            if (size != 0 && values > Long.MAX_VALUE / 16 / size) {
                throw absurd(name, shape.toString());
            }
            values *= size;
        }
        return values;
    }

    /**
     * Compares the length of the file or the entry with the promised one.
     *
     * @param length in bytes, from the first byte of the header
     * @throws DataException if they differ
     */
    void requireLength(long length) {
        long end = start + values() * type.bytes();
        if (length < end) {
            throw endsAfter(length - start);
        }
        if (length > end) {
            throw continuesAfter(end - 1);
        }
    }

    /**
     * The exception for a file with more bytes than promised, of which {@code last} is the last.
     */
    DataException continuesAfter(long last) {
        return new DataException(String.format(
                Locale.ROOT,
                "%s: continues after byte %,d, where its header promises the end. Save it again.",
                name,
                last));
    }

    /** The exception for a file that holds only {@code found} bytes of the values. */
    DataException endsAfter(long found) {
        return new DataException(String.format(
                Locale.ROOT,
                "%s: ends at byte %,d, but its header promises %s values of shape %s (%,d bytes). Save it again.",
                name,
                start + found,
                descr,
                shape,
                start + values() * type.bytes()));
    }

    private static int length(InputStream in, String name, int bytes) throws IOException {
        byte[] size = in.readNBytes(bytes);
        if (size.length < bytes) {
            throw new DataException(name + ": ends at byte " + (MAGIC.length + 2 + size.length)
                    + ", within its header. Save it again.");
        }
        long length = 0;
        for (int i = bytes - 1; i >= 0; i--) {
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
        return (int) length;
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
        if (STRUCTURED.matcher(text).find()) {
            throw new DataException(name + ": holds structured values (records with fields), expected numbers. Save"
                    + " its fields as the columns of one array, such as"
                    + " numpy.lib.recfunctions.structured_to_unstructured(array).");
        }
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        throw new DataException(name + ": its header at byte " + offset
                + " is not {'descr': …, 'fortran_order': …, 'shape': …}: " + shown.replaceAll("\\p{Cntrl}", "?")
                + ". Save it again.");
    }

    private static NpyArray.Type type(String name, String descr) {
        Matcher matcher = DESCR.matcher(descr);
        if (matcher.matches()) {
            for (NpyArray.Type type : NpyArray.Type.values()) {
                if (type.name().equalsIgnoreCase(matcher.group(1))) {
                    return type;
                }
            }
        }
        throw new DataException(name + ": holds values of type '" + descr.replaceAll("\\p{Cntrl}", "?") + "'"
                + kind(descr) + ", expected " + NpyArray.Type.NAMES + ". Save array.astype('float32').");
    }

    /** A name, for messages, of a numpy type that cannot be read. */
    private static String kind(String descr) {
        String letter = descr.replaceFirst("^[<>|=]", "");
        return switch (letter.isEmpty() ? ' ' : letter.charAt(0)) {
            case 'O' -> " (Python objects, which are never unpickled)";
            case 'c' -> " (complex numbers)";
            case 'f' -> " (extended floats)";
            case 'S', 'a', 'U' -> " (text)";
            case 'M', 'm' -> " (dates or durations)";
            case 'V' -> " (raw bytes)";
            default -> "";
        };
    }

    private static List<Long> shape(String name, String text) {
        try {
            List<Long> shape = Pattern.compile("[(),L ]+")
                    .splitAsStream(text)
                    .filter(size -> !size.isEmpty())
                    .map(Long::valueOf)
                    .toList();
            if (shape.size() <= MOST_DIMENSIONS) {
                return shape;
            }
        } catch (NumberFormatException e) {
            throw absurd(name, text);
        }
        throw absurd(name, text);
    }

    /**
     * The exception for an array that can only be read whole, and whose bytes fit into no Java
     * array.
     */
    private DataException wholeOnly() {
        DataException absurd = absurd(name, shape.toString());
        if (type.fitsFloat() && !columnsFirst) {
            return absurd;
        }
        return new DataException(absurd.getMessage() + " Larger arrays are read in C order and of small types: save "
                + (type.fitsFloat() ? "numpy.ascontiguousarray(array)." : "array.astype('float32')."));
    }

    private static DataException absurd(String name, String shape) {
        return new DataException(String.format(
                Locale.ROOT,
                "%s: its header promises the shape %s; at most %,d bytes can be held. Save it again or split it.",
                name,
                shape.length() > 100 ? shape.substring(0, 100) + "…" : shape,
                MOST_BYTES));
    }
}
