package org.ganlib.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.ganlib.file.RegularFile;
import org.ganlib.file.Sha256;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Split;

/**
 * The fingerprint of a folder of files; its text states what was hashed. A small folder is hashed
 * as a whole. In a large folder, the names and sizes of all files and the first and last block of
 * each file are hashed, and a few files, drawn at random with a fixed seed, are hashed as a whole.
 * The last block of a PNG file holds a checksum of its pixels, so any changed pixel in any PNG file
 * is noticed. A change inside a large JPEG or BMP file that keeps its size, start and end is only
 * noticed if the file is among those drawn.
 */
final class FolderFingerprint {
    /** The kind of fingerprint that runs of older versions recorded. */
    static final String NAMES_AND_SIZES = "sha256 of names and sizes:";

    private static final long SMALL = 32L << 20;
    private static final int BLOCK = 4096;
    private static final int MOST_BLOCKS = 50_000;
    private static final int WHOLE = 256;
    private static final long SEED = 0x66_6f_6c_64_65_72L;

    private final Path root;
    private final List<Path> files;
    private final long[] sizes;

    /**
     * Prepares the fingerprint of files in a folder {@code root}.
     *
     * @param files the files in the order of examples
     * @param sizes their sizes in bytes
     */
    FolderFingerprint(Path root, List<Path> files, long[] sizes) {
        this.root = root;
        this.files = files;
        this.sizes = sizes;
    }

    /** Prepares the fingerprint of files whose sizes are not known. */
    static FolderFingerprint of(Path root, List<Path> files) throws IOException {
        long[] sizes = new long[files.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Files.size(files.get(i));
        }
        return new FolderFingerprint(root, files, sizes);
    }

    /**
     * The fingerprint of all files, and of the indices of those that belong to this part of the
     * data.
     */
    String of(int[] part) throws IOException {
        return of(part, SMALL, MOST_BLOCKS, WHOLE);
    }

    /** The fingerprints of several parts; the files are read once. */
    Map<Split, String> of(Map<Split, int[]> parts) throws IOException {
        MessageDigest digest = Sha256.digest();
        String what = contents(digest, SMALL, MOST_BLOCKS, WHOLE);
        Map<Split, String> fingerprints = new EnumMap<>(Split.class);
        for (Map.Entry<Split, int[]> part : parts.entrySet()) {
            fingerprints.put(part.getKey(), what + ":" + withPart(copy(digest), part.getValue()));
        }
        return fingerprints;
    }

    /**
     * The same fingerprint as that of one part with other limits.
     *
     * @param small the maximum total size, in bytes, of a folder that is hashed as a whole
     * @param mostBlocks the maximum number of files whose first and last blocks are hashed
     * @param whole the maximum number of files that are hashed as a whole
     */
    String of(int[] part, long small, int mostBlocks, int whole) throws IOException {
        MessageDigest digest = Sha256.digest();
        return contents(digest, small, mostBlocks, whole) + ":" + withPart(digest, part);
    }

    /** Hashes the names, the sizes and the contents; returns a text that says what was hashed. */
    private String contents(MessageDigest digest, long small, int mostBlocks, int whole) throws IOException {
        for (int i = 0; i < sizes.length; i++) {
            digest.update((name(i) + "\0" + sizes[i] + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (Arrays.stream(sizes).sum() <= small) {
            for (Path file : files) {
                whole(file, digest);
            }
            return "sha256 of names, contents and part";
        }
        int[] blocks = drawn("blocks", mostBlocks);
        int[] wholes = drawn("whole", whole);
        for (int i : blocks) {
            ends(files.get(i), sizes[i], digest);
        }
        for (int i : wholes) {
            whole(files.get(i), digest);
        }
        return "sha256 of names and sizes, first and last " + BLOCK + " bytes of "
                + (blocks.length == sizes.length ? "each file" : blocks.length + " of " + sizes.length + " files")
                + ", all of " + wholes.length + ", and part";
    }

    private static String withPart(MessageDigest digest, int[] part) {
        ByteBuffer indices = ByteBuffer.allocate(part.length * Integer.BYTES);
        for (int index : part) {
            indices.putInt(index);
        }
        digest.update(indices.flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }

    /** The fingerprint by the rule of older versions, of the files of this part. */
    String ofNamesAndSizes(int[] part) {
        MessageDigest digest = Sha256.digest();
        for (int index : part) {
            digest.update(
                    (root.relativize(files.get(index)) + " " + sizes[index] + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return NAMES_AND_SIZES + HexFormat.of().formatHex(digest.digest());
    }

    /** The relative path of a file, with the same separators on every system. */
    private String name(int index) {
        return root.relativize(files.get(index)).toString().replace('\\', '/');
    }

    /** The indices of at most {@code most} files, drawn at random without repetition, ascending. */
    private int[] drawn(String what, int most) {
        int count = files.size();
        int[] indices = new int[count];
        Arrays.setAll(indices, i -> i);
        if (count <= most) {
            return indices;
        }
        RandomStream random = new RandomStream(SEED + what.length());
        for (int i = 0; i < most; i++) {
            int other = i + random.nextInt(count - i);
            int kept = indices[i];
            indices[i] = indices[other];
            indices[other] = kept;
        }
        int[] drawn = Arrays.copyOf(indices, most);
        Arrays.sort(drawn);
        return drawn;
    }

    private static void whole(Path file, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[1 << 14];
        try (InputStream in = RegularFile.open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }

    private static void ends(Path file, long size, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BLOCK];
        try (RandomAccessFile in = RegularFile.randomAccess(file)) {
            block(in, buffer, (int) Math.min(size, BLOCK), digest);
            if (size > BLOCK) {
                in.seek(Math.max(BLOCK, size - BLOCK));
                block(in, buffer, (int) Math.min(size - BLOCK, BLOCK), digest);
            }
        }
    }

    /**
     * Hashes a block of a file. If the file has become shorter meanwhile, as much as there is is
     * hashed.
     */
    private static void block(RandomAccessFile in, byte[] buffer, int length, MessageDigest digest) throws IOException {
        int filled = 0;
        for (int read = 0; filled < length && read >= 0; filled += Math.max(0, read)) {
            read = in.read(buffer, filled, length - filled);
        }
        digest.update(buffer, 0, filled);
    }
}
