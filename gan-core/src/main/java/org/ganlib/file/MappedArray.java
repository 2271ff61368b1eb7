package org.ganlib.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ganlib.problem.DataException;

/**
 * An array that stays in its file, which is in the .npy format or holds unsigned bytes behind a
 * header of another format. The file is mapped into memory, so a value is read from disk when it is
 * first used, the operating system's page cache holds it, and the Java heap holds nothing. The
 * array has rows along its first dimension; its type is one of which every value is exactly a
 * 32-bit float, in row-major order and either byte order. Its size is limited by the number of rows
 * alone, 2³¹ − 1. Safe for use by several threads.
 *
 * <p>The file must stay as it is while it is mapped. Its size, its time of change and its identity
 * are compared every {@value #READS_BETWEEN_CHECKS} rows, and its length before each row.
 */
public final class MappedArray implements AutoCloseable {
    /**
     * The number of values from which the arrays of data sets stay in their files, 2²⁶: as floats
     * they would take 256 MiB. Smaller arrays are read whole, which makes a run independent of
     * changes of the file.
     */
    public static final long MAPPED_FROM = 1L << 26;

    /**
     * The distance, in bytes, between the starts of neighbouring pieces. The file is mapped in
     * pieces, because Java limits a mapping to 2 GiB.
     */
    private static final long PIECE = 1L << 30;

    private static final int READS_BETWEEN_CHECKS = 4096;
    /** The number of blocks of a sample, evenly spaced from the first to the last. */
    private static final int SAMPLE_BLOCKS = 512;
    /** The size of a block of a sample, in bytes. */
    private static final int SAMPLE_BLOCK = 1 << 16;

    private final Path file;
    private final String name;
    private final RandomAccessFile opened;
    private final NpyHeader header;
    private final Stamp stamp;
    /** The position of the first value in the file, in bytes. */
    private final long start;

    private final int rows;
    private final int rowLength;
    private final long bytes;
    /** Piece i begins at byte i · 2³⁰ of the values. Pieces overlap by a row. */
    private final ByteBuffer[] pieces;
    /** The same pieces as floats; none for other types. */
    private final FloatBuffer[] floats;

    private final ThreadLocal<byte[]> rowBytes;
    private final AtomicInteger reads = new AtomicInteger();

    /** The properties by which a change of a file is noticed. */
    private record Stamp(long size, long changed, Object key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(found.size(), found.lastModifiedTime().toMillis(), found.fileKey());
        }
    }

    private MappedArray(
            Path file,
            RandomAccessFile opened,
            NpyHeader header,
            Stamp stamp,
            long start,
            int rows,
            int rowLength,
            long bytes,
            ByteBuffer[] pieces) {
        this.file = file;
        this.opened = opened;
        this.name = header.name();
        this.header = header;
        this.stamp = stamp;
        this.start = start;
        this.rows = rows;
        this.rowLength = rowLength;
        this.bytes = bytes;
        this.pieces = pieces;
        floats = new FloatBuffer[header.type() == NpyArray.Type.F4 ? pieces.length : 0];
        rowBytes = ThreadLocal.withInitial(() -> new byte[(int) (bytes / rows)]);
        for (int i = 0; i < floats.length; i++) {
            floats[i] = pieces[i].asFloatBuffer();
        }
    }

    /**
     * Maps an .npy file.
     *
     * @param least the number of values from which an array is mapped
     * @return the array; empty if it has fewer values, or if it can only be read whole because its
     *     values are not all exact as 32-bit floats, it is column-major, it has no rows or 2³¹ and
     *     more, or a row has 2³⁰ bytes or more
     * @throws DataException if it does not exist, cannot be read, is no such array, is truncated,
     *     or has more bytes than its header promises
     */
    public static Optional<MappedArray> open(Path file, long least) {
        try {
            return open(
                    file,
                    file.toString(),
                    0,
                    Stamp.of(RegularFile.require(file)).size(),
                    least);
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": does not exist.", e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Maps an array that is a part of a file, such as an uncompressed entry of an archive;
     * otherwise like {@link #open(Path, long)}.
     *
     * @param name the name of the part, for messages
     * @param start the position of the part in the file, in bytes
     * @param length the length of the part, in bytes
     */
    public static Optional<MappedArray> open(Path file, String name, long start, long length, long least)
            throws IOException {
        RandomAccessFile opened = RegularFile.randomAccess(file);
        Optional<MappedArray> mapped = Optional.empty();
        try {
            mapped = open(file, opened, name, start, length, least);
            return mapped;
        } finally {
            if (mapped.isEmpty()) {
                opened.close();
            }
        }
    }

    /**
     * Maps unsigned bytes behind a header that the caller has read.
     *
     * @param start the position of the first byte of the first row
     * @param shape the sizes of the dimensions, each ≥ 1; the file has at least their product of
     *     bytes from {@code start}, and a row has fewer than 2³⁰
     */
    public static MappedArray ofBytes(Path file, int start, List<Long> shape) throws IOException {
        RandomAccessFile opened = RegularFile.randomAccess(file);
        try {
            Stamp stamp = Stamp.of(file);
            return map(
                    file,
                    opened,
                    new NpyHeader(file.toString(), "|u1", NpyArray.Type.U1, false, shape, start),
                    stamp,
                    0);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Optional<MappedArray> open(
            Path file, RandomAccessFile opened, String name, long start, long length, long least) throws IOException {
        Stamp stamp = Stamp.of(file);
        NpyHeader header = NpyHeader.read(part(opened, start, length), name);
        List<Long> shape = header.shape();
        long values = header.values();
        if (shape.isEmpty()
                || values < Math.max(1, least)
                || header.columnsFirst()
                || !header.type().fitsFloat()) {
            return Optional.empty();
        }
        long rows = shape.get(0);
        long bytes = values * header.type().bytes();
        if (rows > Integer.MAX_VALUE || bytes / rows >= PIECE) {
            return Optional.empty();
        }
        header.requireLength(length);
        return Optional.of(map(file, opened, header, stamp, start));
    }

    private static MappedArray map(Path file, RandomAccessFile opened, NpyHeader header, Stamp stamp, long start)
            throws IOException {
        long values = header.values();
        long rows = header.shape().get(0);
        long bytes = values * header.type().bytes();
        ByteBuffer[] pieces = new ByteBuffer[(int) ((bytes + PIECE - 1) / PIECE)];
        for (int i = 0; i < pieces.length; i++) {
            MappedByteBuffer piece = opened.getChannel()
                    .map(
                            FileChannel.MapMode.READ_ONLY,
                            start + header.start() + i * PIECE,
                            Math.min(PIECE + bytes / rows, bytes - i * PIECE));
            pieces[i] = piece.order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        }
        return new MappedArray(
                file,
                opened,
                header,
                stamp,
                start + header.start(),
                Math.toIntExact(rows),
                (int) (values / rows),
                bytes,
                pieces);
    }

    private static InputStream part(RandomAccessFile opened, long start, long length) throws IOException {
        opened.seek(start);
        InputStream rest = new InputStream() {
            private long left = length;

            @Override
            public int read() throws IOException {
                return left-- > 0 ? opened.read() : -1;
            }

            @Override
            public int read(byte[] target, int offset, int wanted) throws IOException {
                if (left <= 0) {
                    return -1;
                }
                int got = opened.read(target, offset, (int) Math.min(wanted, left));
                left -= Math.max(0, got);
                return got;
            }
        };
        return new BufferedInputStream(rest, 1 << 13);
    }

    /** The type of its elements. */
    public NpyArray.Type type() {
        return header.type();
    }

    /** A copy of the sizes of its dimensions, at least one. */
    public long[] shape() {
        return header.shape().stream().mapToLong(Long::longValue).toArray();
    }

    /** The size of the first dimension, ≥ 1. */
    public int rows() {
        return rows;
    }

    /** The number of values in a row, ≥ 1. */
    public int rowLength() {
        return rowLength;
    }

    /** The name of the file or of the part of it, for messages. */
    public String name() {
        return name;
    }

    /**
     * Copies a row.
     *
     * @param target the array that receives the {@link #rowLength} values; true is 1
     * @param from the index of the first value in the target
     * @throws DataException if the file was changed after it was mapped
     */
    public void read(int row, float[] target, int from) {
        long first = first(row);
        if (header.type() == NpyArray.Type.F4) {
            floats[(int) (first / PIECE)].get((int) (first % PIECE) / Float.BYTES, target, from, rowLength);
            return;
        }
        ByteBuffer values = ByteBuffer.wrap(stored(first))
                .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rowLength; i++) {
            target[from + i] = switch (header.type()) {
                case B1 -> values.get(i) == 0 ? 0 : 1;
                case U1 -> values.get(i) & 0xff;
                case I1 -> values.get(i);
                case U2 -> values.getShort(2 * i) & 0xffff;
                case I2 -> values.getShort(2 * i);
                case F2 -> (float) NpyArray.half(values.getShort(2 * i));
                case F4, U4, I4, U8, I8, F8 -> throw new IllegalStateException("such values are not read here");
            };
        }
    }

    /**
     * Copies a row of unsigned bytes.
     *
     * @param valueOfByte the value that stands for each of the 256 bytes
     * @param target the array that receives the {@link #rowLength} values
     * @param from the index of the first value in the target
     * @throws DataException if the file was changed after it was mapped
     */
    public void read(int row, float[] valueOfByte, float[] target, int from) {
        byte[] values = stored(first(row));
        for (int i = 0; i < rowLength; i++) {
            target[from + i] = valueOfByte[values[i] & 0xff];
        }
    }

    /**
     * Copies bytes of a row of unsigned bytes.
     *
     * @param skipped the number of bytes at the beginning of the row that are left out
     * @param target the array that receives the bytes
     * @param from the index of the first byte in the target
     * @param length the number of bytes
     * @throws DataException if the file was changed after it was mapped
     */
    public void read(int row, int skipped, byte[] target, int from, int length) {
        Objects.checkFromIndexSize(skipped, length, rowLength);
        long first = first(row);
        pieces[(int) (first / PIECE)].get((int) (first % PIECE) + skipped, target, from, length);
    }

    /** A copy of the bytes of a row, which the thread's next call overwrites. */
    private byte[] stored(long first) {
        byte[] copy = rowBytes.get();
        pieces[(int) (first / PIECE)].get((int) (first % PIECE), copy);
        return copy;
    }

    /**
     * Adds a sample of the array to a digest: its type, its shape, its length in bytes, and 512
     * blocks of 65,536 bytes that are evenly spaced, the first and the last bytes among them. An
     * array of at most 32 MiB is added as a whole. The same array gives the same sample wherever
     * it lies.
     */
    public void sample(MessageDigest digest) {
        digest.update((header.descr() + " " + header.shape() + " " + bytes + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] block = new byte[SAMPLE_BLOCK];
        boolean whole = bytes <= (long) SAMPLE_BLOCKS * SAMPLE_BLOCK;
        long blocks = whole ? (bytes + SAMPLE_BLOCK - 1) / SAMPLE_BLOCK : SAMPLE_BLOCKS;
        for (long i = 0; i < blocks; i++) {
            long first = whole ? i * SAMPLE_BLOCK : evenly(i, blocks, bytes - SAMPLE_BLOCK);
            digest.update(block, 0, copy(first, block));
        }
    }

    /**
     * Compares the file with what it was when it was mapped.
     *
     * @throws DataException if it was changed, replaced or removed
     */
    public void requireUnchanged() {
        Stamp now;
        try {
            now = Stamp.of(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (!now.equals(stamp)) {
            throw changed(now.size());
        }
    }

    /** Position i of {@code count} positions that are spaced evenly from 0 to {@code last}. */
    private static long evenly(long i, long count, long last) {
        return last / (count - 1) * i + last % (count - 1) * i / (count - 1);
    }

    /**
     * Reads a block without the mapping. A first access to a mapped page makes the operating system
     * read its neighbours too, up to several MiB, and evenly spaced blocks would read the whole
     * file.
     */
    private int copy(long first, byte[] block) {
        int length = (int) Math.min(block.length, bytes - first);
        requireLength();
        synchronized (opened) {
            try {
                opened.seek(start + first);
                opened.readFully(block, 0, length);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return length;
    }

    private long first(int row) {
        Objects.checkIndex(row, rows);
        requireLength();
        if (reads.incrementAndGet() % READS_BETWEEN_CHECKS == 0) {
            requireUnchanged();
        }
        return (long) row * rowLength * header.type().bytes();
    }

    /**
     * Refuses a truncated file. Reading a mapped page beyond the end of the file causes an
     * InternalError, possibly later and elsewhere, so the length is checked before each access.
     */
    private void requireLength() {
        long now;
        try {
            now = opened.length();
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (now < stamp.size()) {
            throw changed(now);
        }
    }

    private DataException unreadable(IOException e) {
        return new DataException(name + ": cannot be read any more: " + e.getMessage() + ". Restore it.", e);
    }

    private DataException changed(long bytesNow) {
        return new DataException(String.format(
                Locale.ROOT,
                "%s: was changed while it was in use: its file had %,d bytes and has %,d now%s. Leave files as they are"
                        + " while a run uses them, and begin again.",
                name,
                stamp.size(),
                bytesNow,
                bytesNow == stamp.size() ? ", but was written again" : ""));
    }

    /** Closes the file. Rows cannot be read any more. */
    @Override
    public void close() {
        try {
            opened.close();
        } catch (IOException e) {
            // The file was only read, so nothing is lost.
            return;
        }
    }
}
