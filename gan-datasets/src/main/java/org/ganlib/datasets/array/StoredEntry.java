package org.ganlib.datasets.array;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.ganlib.file.RegularFile;

/**
 * The place of an uncompressed entry in a zip archive, which Java's own reader does not tell. The
 * format is that of PKWARE's APPNOTE 6.3.9: sections 4.3.7 (local header), 4.3.12 (directory),
 * 4.3.14 to 4.3.16 (ends) and 4.5.3 (zip64).
 *
 * @param start the position of the entry's first byte in the archive
 * @param length the length of the entry, in bytes
 */
record StoredEntry(long start, long length) {
    private static final int LOCAL = 0x0403_4b50;
    private static final int DIRECTORY = 0x0201_4b50;
    private static final int END = 0x0605_4b50;
    private static final int END_64_LOCATOR = 0x0706_4b50;
    private static final int END_64 = 0x0606_4b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LARGEST_DIRECTORY = 64 << 20;
    private static final int ENCRYPTED = 1;
    private static final long IN_ZIP_64 = 0xffff_ffffL;

    /**
     * Finds an entry.
     *
     * @return its place; empty if there is no such entry, if it is compressed or encrypted, or if
     *     the archive is built in another way than archives commonly are, in which case the entry
     *     is to be read with Java's own reader
     */
    static Optional<StoredEntry> find(Path archive, String entry) throws IOException {
        try (RandomAccessFile file = RegularFile.randomAccess(archive)) {
            return directory(file)
                    .flatMap(directory -> placed(directory, entry))
                    .flatMap(at -> at(file, at));
        }
    }

    /** The archive's directory; empty if it is not where it is expected. */
    private static Optional<ByteBuffer> directory(RandomAccessFile file) throws IOException {
        long size = file.length();
        long tailStart = Math.max(0, size - END_BYTES - LONGEST_COMMENT);
        ByteBuffer tail = read(file, tailStart, (int) (size - tailStart));
        for (int at = tail.capacity() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                long length = tail.getInt(at + 12) & IN_ZIP_64;
                long start = tail.getInt(at + 16) & IN_ZIP_64;
                if (at >= 20 && tail.getInt(at - 20) == END_64_LOCATOR) {
                    long end = tail.getLong(at - 20 + 8);
                    if (end < 0 || end > size - 56) {
                        return Optional.empty();
                    }
                    ByteBuffer end64 = read(file, end, 56);
                    if (end64.getInt(0) != END_64) {
                        return Optional.empty();
                    }
                    length = end64.getLong(40);
                    start = end64.getLong(48);
                }
                return length < 0 || length > LARGEST_DIRECTORY || start < 0 || start > size - length
                        ? Optional.empty()
                        : Optional.of(read(file, start, (int) length));
            }
        }
        return Optional.empty();
    }

    /** The entry's length, with the position of its local header as its start. */
    private static Optional<StoredEntry> placed(ByteBuffer directory, String entry) {
        byte[] name = entry.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + 46 <= directory.capacity() && directory.getInt(at) == DIRECTORY; ) {
            int nameBytes = directory.getShort(at + 28) & 0xffff;
            int extraBytes = directory.getShort(at + 30) & 0xffff;
            int end = at + 46 + nameBytes + extraBytes;
            if (end > directory.capacity()) {
                return Optional.empty();
            }
            byte[] found = new byte[nameBytes];
            directory.get(at + 46, found);
            if (Arrays.equals(found, name)) {
                boolean plain = directory.getShort(at + 10) == 0 && (directory.getShort(at + 8) & ENCRYPTED) == 0;
                return plain ? Optional.of(placed(directory, at, at + 46 + nameBytes, end)) : Optional.empty();
            }
            at = end + (directory.getShort(at + 32) & 0xffff);
        }
        return Optional.empty();
    }

    private static StoredEntry placed(ByteBuffer directory, int at, int extra, int end) {
        long compressed = directory.getInt(at + 20) & IN_ZIP_64;
        long length = directory.getInt(at + 24) & IN_ZIP_64;
        long start = directory.getInt(at + 42) & IN_ZIP_64;
        for (int field = extra; field + 4 <= end; field += 4 + (directory.getShort(field + 2) & 0xffff)) {
            if (directory.getShort(field) == 1) {
                // The field has only the numbers that do not fit above, in this order.
                int next = field + 4;
                int last = Math.min(end, next + (directory.getShort(field + 2) & 0xffff)) - Long.BYTES;
                if (length == IN_ZIP_64 && next <= last) {
                    length = directory.getLong(next);
                    next += Long.BYTES;
                }
                if (compressed == IN_ZIP_64 && next <= last) {
                    next += Long.BYTES;
                }
                if (start == IN_ZIP_64 && next <= last) {
                    start = directory.getLong(next);
                }
                break;
            }
        }
        return new StoredEntry(start, length);
    }

    /**
     * The entry behind a local header; empty if there is no such header, or the entry is cut off.
     */
    private static Optional<StoredEntry> at(RandomAccessFile file, StoredEntry header) {
        try {
            long size = file.length();
            if (header.start < 0 || header.start > size - 30 || header.length < 0) {
                return Optional.empty();
            }
            ByteBuffer local = read(file, header.start, 30);
            long start = header.start + 30 + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
            return local.getInt(0) == LOCAL && header.length <= size - start
                    ? Optional.of(new StoredEntry(start, header.length))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static ByteBuffer read(RandomAccessFile file, long start, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(start);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
