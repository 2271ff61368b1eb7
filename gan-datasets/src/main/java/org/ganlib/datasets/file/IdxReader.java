package org.ganlib.datasets.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.ganlib.file.MappedArray;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;

/**
 * Reads an IDX file of unsigned bytes, the format MNIST is published in. All numbers are
 * big-endian:
 *
 * <pre>{@code
 * 00 00 08 rank | size of dimension 1 (int32) | … | size of dimension rank (int32)
 * | the values, last dimension fastest
 * }</pre>
 *
 * The file may be compressed with gzip; its content decides, not its name. Offsets in messages
 * count decompressed bytes. The header is read first, so that its owner can refuse sizes before
 * memory is set aside for them, and can leave the values of a large file in the file; the values
 * take memory only as far as they exist.
 */
public final class IdxReader implements AutoCloseable {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int FIRST_ALLOCATION = 1 << 20;
    private static final String UNPACK = "Unpack it with gunzip: a large file that is not compressed stays on disk.";

    private final String name;
    private final String items;
    private final InputStream in;
    private final int[] dimensions;
    /** The number of values that the header promises; it may be more than any file has. */
    private final BigInteger length;

    private final boolean compressed;
    private long offset;

    private IdxReader(String name, String items, int rank, InputStream in) throws IOException {
        this.name = name;
        this.items = items;
        this.in = in;
        compressed = in instanceof GZIPInputStream;
        requireMagic(rank);
        dimensions = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = readSize(i);
        }
        length = IntStream.of(dimensions).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /**
     * Reads the header.
     *
     * @param name the name of the file in messages
     * @param items the word for the elements of its first dimension, in the plural: {@code images}
     * @param rank the number of dimensions it must have, ≥ 1
     * @param source the file's bytes from its beginning, compressed or not; closed with the reader,
     *     or before this throws
     * @throws DataException if it is not the beginning of such a file
     * @throws IOException if reading fails
     */
    public static IdxReader open(String name, String items, int rank, InputStream source) throws IOException {
        try {
            return new IdxReader(name, items, rank, decompressed(name, source));
        } catch (IOException | RuntimeException e) {
            try {
                source.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** The sizes the header states, each ≥ 1. */
    public int[] dimensions() {
        return dimensions.clone();
    }

    /**
     * Reads all values; to be called once.
     *
     * @return one byte per element, as many as the product of the dimensions, each to be read as 0
     * to 255
     * @throws DataException if the file has fewer or more of them, or they are too many for an
     *     array
     * @throws IOException if reading fails
     */
    public byte[] readValues() throws IOException {
        int length = requireArray();
        try {
            return readValues(length);
        } catch (OutOfMemoryError e) {
            throw new GanException(
                    "out of memory: " + name + ": reading its " + describe() + " takes up to " + count(2L * length)
                            + " bytes of Java's heap. " + (compressed ? UNPACK : "Give more: GAN_JAVA_OPTS=-Xmx8g."),
                    e);
        }
    }

    /**
     * Maps the values into memory instead of reading them.
     *
     * @param file the file that is being read
     * @param least the number of values from which a file is mapped
     * @return the values; empty if there are fewer, or the file is compressed
     * @throws DataException if the file has fewer or more values than its header promises
     * @throws IOException if it cannot be mapped
     */
    public Optional<MappedArray> map(Path file, long least) throws IOException {
        if (compressed || length.compareTo(BigInteger.valueOf(least)) < 0) {
            return Optional.empty();
        }
        long size = Files.size(file);
        int order = BigInteger.valueOf(size).compareTo(length.add(BigInteger.valueOf(headerLength())));
        if (order < 0) {
            throw endsEarly(size);
        }
        if (order > 0) {
            throw continuesAfter(length.longValueExact() + headerLength());
        }
        return Optional.of(MappedArray.ofBytes(
                file,
                headerLength(),
                IntStream.of(dimensions).mapToObj(Long::valueOf).toList()));
    }

    private byte[] readValues(int length) throws IOException {
        byte[] values = new byte[Math.min(length, FIRST_ALLOCATION)];
        int filled = 0;
        while (true) {
            filled += read(values, filled);
            if (filled == length) {
                break;
            }
            if (filled < values.length) {
                throw endsEarly(offset);
            }
            // The array grows by doubling, so that a header alone cannot make this class allocate
            // all the memory that it promises.
            values = Arrays.copyOf(values, (int) Math.min(length, 2L * values.length));
        }
        if (read(new byte[1], 0) != 0) {
            throw continuesAfter(offset - 1);
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static InputStream decompressed(String name, InputStream source) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(source, 1 << 16);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        if (!gzip) {
            return buffered;
        }
        try {
            return new GZIPInputStream(buffered, 1 << 16);
        } catch (ZipException | EOFException e) {
            throw new DataException(
                    name + ": starts like a gzip file, but its gzip header is damaged. Replace the file.", e);
        }
    }

    private void requireMagic(int rank) throws IOException {
        byte[] magic = new byte[4];
        int found = read(magic, 0);
        if (found == 0) {
            throw damaged("is empty");
        }
        byte[] expected = {0, 0, UNSIGNED_BYTE, (byte) rank};
        if (found < magic.length || !Arrays.equals(magic, expected)) {
            HexFormat hex = HexFormat.ofDelimiter(" ");
            throw damaged(
                    "starts with " + hex.formatHex(magic, 0, found) + " at byte 0, expected " + hex.formatHex(expected)
                            + ", an IDX file of " + items + " (unsigned bytes, dimensions: " + rank + ")"
                            + otherType(magic));
        }
    }

    /** The number type of an IDX file that does not hold unsigned bytes. */
    private static String otherType(byte[] magic) {
        String type = magic[0] != 0 || magic[1] != 0
                ? ""
                : switch (magic[2]) {
                    case 0x09 -> "signed bytes";
                    case 0x0b -> "16-bit integers";
                    case 0x0c -> "32-bit integers";
                    case 0x0d -> "32-bit floats";
                    case 0x0e -> "64-bit floats";
                    default -> "";
                };
        return type.isEmpty() ? "" : ", but these are " + type;
    }

    private int readSize(int dimension) throws IOException {
        long start = offset;
        byte[] bytes = new byte[4];
        if (read(bytes, 0) < bytes.length) {
            throw damaged(
                    "ends at byte " + count(offset) + ", within its header of " + count(headerLength()) + " bytes");
        }
        int size = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        if (size < 1) {
            String what = dimension == 0 ? "the number of " + items : "the size of dimension " + (dimension + 1);
            throw damaged(what + " at byte " + start + " is " + count(size) + ", expected 1 or more");
        }
        return size;
    }

    private int requireArray() {
        if (length.compareTo(BigInteger.valueOf(LARGEST_ARRAY)) > 0) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: its header at byte 4 promises %s, %,d bytes; at most %,d can be held. %s",
                    name,
                    describe(),
                    length,
                    LARGEST_ARRAY,
                    compressed ? UNPACK : "Replace the file."));
        }
        return length.intValueExact();
    }

    /** Reads until {@code target} is full or the data ends; returns how much was read. */
    private int read(byte[] target, int from) throws IOException {
        int position = from;
        try {
            while (position < target.length) {
                int count = in.read(target, position, target.length - position);
                if (count < 0) {
                    break;
                }
                position += count;
                offset += count;
            }
        } catch (EOFException e) {
            throw damaged(
                    "its compressed data is cut off after byte " + count(offset) + " of the decompressed data", e);
        } catch (ZipException e) {
            throw damaged(
                    "its compressed data is damaged after byte " + count(offset) + " of the decompressed data ("
                            + e.getMessage() + ")",
                    e);
        }
        return position - from;
    }

    private int headerLength() {
        return 4 + 4 * dimensions.length;
    }

    private DataException endsEarly(long end) {
        return damaged("ends at byte " + count(end) + ", but its header promises " + promise());
    }

    private DataException continuesAfter(long last) {
        return damaged("continues after byte " + count(last) + ", where its header promises the end of " + promise());
    }

    private String promise() {
        return describe() + " ("
                + String.format(Locale.ROOT, "%,d bytes)", length.add(BigInteger.valueOf(headerLength())));
    }

    /** For example {@code 60,000 images of 28×28}. */
    private String describe() {
        String each = IntStream.of(dimensions).skip(1).mapToObj(String::valueOf).collect(Collectors.joining("×"));
        return count(dimensions[0]) + " " + items + (each.isEmpty() ? "" : " of " + each);
    }

    private DataException damaged(String what) {
        return damaged(what, null);
    }

    private DataException damaged(String what, Throwable cause) {
        return new DataException(name + ": " + what + ". Replace the file.", cause);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
