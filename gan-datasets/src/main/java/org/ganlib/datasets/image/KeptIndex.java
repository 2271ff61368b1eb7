package org.ganlib.datasets.image;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.RegularFile;
import org.ganlib.file.Sha256;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Split;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of a large folder, and the fingerprints of its parts, kept in a file of the data
 * directory. The file is an aid: if it is missing, damaged or older than the folder, the folder is
 * looked through again, and if it cannot be written, nothing is kept.
 *
 * @param file the file
 * @param key the folder and the settings that the order of its images and its parts depend on
 * @param settled the time for which a folder must not have changed, in nanoseconds
 */
record KeptIndex(Path file, String key, long settled) {
    private static final Logger LOG = LoggerFactory.getLogger(KeptIndex.class);
    /**
     * Name and version of the format. Increase the version when the order of the files, the choice of
     * held-out files or the computation of the fingerprint changes.
     */
    private static final String FORMAT = "ganlib folder index 1";

    private static final String FOLDER = "folder-index";
    private static final int HASH = 32;
    private static final int BLOCK = 1 << 13;

    /** Files whose sizes and times are compared when a kept index is used. */
    private static final int COMPARED = 1000;

    /**
     * An index is not kept if a folder changed less than this time before it was listed. The folder
     * could change again within the same tick of the file system's clock, and nobody would notice.
     */
    static final long SETTLED = TimeUnit.SECONDS.toNanos(2);

    /** An index, and the fingerprint of each part of the data. */
    record Kept(FolderIndex index, Map<Split, String> fingerprints) {}

    /**
     * The place of an index.
     *
     * @param data the directory of data sets
     */
    static KeptIndex of(Path data, Path root, String settings, long settled) throws IOException {
        String key = root.toRealPath() + "\n" + settings;
        String name = HexFormat.of()
                .formatHex(Sha256.digest().digest(key.getBytes(StandardCharsets.UTF_8)))
                .substring(0, HASH);
        return new KeptIndex(data.resolve(FOLDER).resolve(name + ".index"), key, settled);
    }

    /**
     * Reads the index.
     *
     * @return empty if there is none, if it is damaged, or if the folder has changed since
     */
    Optional<Kept> read(Path root) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream content = RegularFile.open(file);
                DataInputStream in = new DataInputStream(new DigestInputStream(content, digest))) {
            long room = Files.size(file);
            Optional<Kept> kept = read(root, in, room);
            byte[] computed = digest.digest();
            byte[] stored = content.readNBytes(HASH);
            if (kept.isEmpty() || !Arrays.equals(computed, stored) || content.read() >= 0) {
                LOG.debug("{}: is damaged, of another version or of another folder", file);
                return Optional.empty();
            }
            return kept.filter(found -> isCurrent(found.index()));
        } catch (IOException | RuntimeException e) {
            // The index holds nothing that the folder does not, so any failure may be ignored.
            LOG.debug("{}: cannot be read", file, e);
            return Optional.empty();
        }
    }

    private Optional<Kept> read(Path root, DataInputStream in, long room) throws IOException {
        if (!text(in, room).equals(FORMAT) || !text(in, room).equals(key)) {
            return Optional.empty();
        }
        Map<Split, String> fingerprints = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            fingerprints.put(split, text(in, room));
        }
        String skipped = text(in, room);
        int count = length(in, room);
        List<String> folders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            folders.add(text(in, room));
        }
        FolderIndex index = new FolderIndex(
                root,
                List.copyOf(folders),
                longs(in, room),
                ints(in, room),
                bytes(in, room),
                ints(in, room),
                longs(in, room),
                longs(in, room),
                skipped);
        return Optional.of(new Kept(index, fingerprints));
    }

    /** Tells whether no folder, and none of a sample of the files, has changed. */
    private static boolean isCurrent(FolderIndex index) {
        try {
            for (int i = 0; i < index.folders().size(); i++) {
                if (FolderIndex.folderTime(index.root().resolve(index.folders().get(i))) != index.folderTimes()[i]) {
                    return false;
                }
            }
            int compared = Math.min(COMPARED, index.count());
            for (int i = 0; i < compared; i++) {
                int file = (int) ((long) i * index.count() / compared);
                if (!index.isUnchanged(file, index.file(file))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes the index.
     *
     * @param begun the time at which looking through the folder began, in nanoseconds since 1970
     * @return true if it was written
     */
    boolean write(Kept kept, long begun) {
        FolderIndex index = kept.index();
        if (Arrays.stream(index.folderTimes()).anyMatch(time -> time > begun - settled)) {
            return false;
        }
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, target -> {
                MessageDigest digest = Sha256.digest();
                DataOutputStream out = new DataOutputStream(new DigestOutputStream(target, digest));
                text(out, FORMAT);
                text(out, key);
                for (Split split : Split.values()) {
                    text(out, kept.fingerprints().get(split));
                }
                text(out, index.skipped());
                out.writeInt(index.folders().size());
                for (String folder : index.folders()) {
                    text(out, folder);
                }
                longs(out, index.folderTimes());
                ints(out, index.ends());
                bytes(out, index.names());
                ints(out, index.nameEnds());
                longs(out, index.sizes());
                longs(out, index.times());
                out.flush();
                target.write(digest.digest());
            });
            return true;
        } catch (IOException | GanException e) {
            LOG.debug("{}: cannot be written", file, e);
            return false;
        }
    }

    /**
     * Removes the index, so that the folder is looked through again.
     *
     * @return false if it cannot be removed
     */
    boolean remove() {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            LOG.debug("{}: cannot be removed", file, e);
            return false;
        }
    }

    /** Reads the length of an array; a length above {@code room} shows that the file is damaged. */
    private static int length(DataInputStream in, long room) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > room) {
            throw new IOException("a length of " + length);
        }
        return length;
    }

    private static byte[] bytes(DataInputStream in, long room) throws IOException {
        byte[] bytes = new byte[length(in, room)];
        in.readFully(bytes);
        return bytes;
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in, long room) throws IOException {
        return new String(bytes(in, room), StandardCharsets.UTF_8);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static int[] ints(DataInputStream in, long room) throws IOException {
        return Arrays.stream(longs(in, room)).mapToInt(Math::toIntExact).toArray();
    }

    private static void ints(DataOutputStream out, int[] numbers) throws IOException {
        longs(out, Arrays.stream(numbers).asLongStream().toArray());
    }

    private static long[] longs(DataInputStream in, long room) throws IOException {
        long[] numbers = new long[length(in, room / Long.BYTES)];
        byte[] block = new byte[BLOCK * Long.BYTES];
        for (int i = 0; i < numbers.length; i += BLOCK) {
            int count = Math.min(BLOCK, numbers.length - i);
            in.readFully(block, 0, count * Long.BYTES);
            ByteBuffer.wrap(block).asLongBuffer().get(numbers, i, count);
        }
        return numbers;
    }

    private static void longs(DataOutputStream out, long[] numbers) throws IOException {
        out.writeInt(numbers.length);
        byte[] block = new byte[BLOCK * Long.BYTES];
        for (int i = 0; i < numbers.length; i += BLOCK) {
            int count = Math.min(BLOCK, numbers.length - i);
            ByteBuffer.wrap(block).asLongBuffer().put(numbers, i, count);
            out.write(block, 0, count * Long.BYTES);
        }
    }
}
