package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderFingerprintTest {
    private static final int FILES = 20;
    private static final int SIZE = 10_000;
    private static final int[] PART = {0, 2, 3};

    private static final String GOLDEN = "3d4ed0980f703cf8965c55d8efcec0dc70f55f5cfc5e1cfc42f5d7a9ffde22d5";
    private static final String OLDER = "df27ea9b6f5bb2869a261cfd6fbf9c9452d46b7da3289cac92016c29f783127c";

    @TempDir
    private Path folder;

    private final List<Path> files = new ArrayList<>();

    @BeforeEach
    void writeFiles() throws IOException {
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[SIZE];
            for (int k = 0; k < SIZE; k++) {
                content[k] = (byte) ((k * (i + 3)) >> 3);
            }
            files.add(Files.write(
                    Files.createDirectories(folder.resolve("c" + i % 2)).resolve(i + ".png"), content));
        }
    }

    /**
     * The expected hash is from Python: hashlib.sha256 of NAME NUL SIZE LF for each file, the bytes
     * of the files, and 0, 2, 3 as big-endian words.
     */
    @Test
    void aSmallFolderIsHashedAsAWhole() throws IOException {
        assertThat(fingerprint()).isEqualTo("sha256 of names, contents and part:" + GOLDEN);
        change(7, SIZE / 2);
        assertThat(fingerprint()).isNotEqualTo("sha256 of names, contents and part:" + GOLDEN);
    }

    /** Times of files are not hashed, because copies of the same pictures are the same data. */
    @Test
    void timesDoNotCount() throws IOException {
        Files.setLastModifiedTime(files.get(3), FileTime.fromMillis(0));
        assertThat(fingerprint()).endsWith(GOLDEN);
    }

    @Test
    void thePartCounts() throws IOException {
        assertThat(FolderFingerprint.of(folder, files).of(new int[] {0, 2, 4})).isNotEqualTo(fingerprint());
    }

    @Test
    void ofALargeFolderEveryStartAndEndIsSeen() throws IOException {
        String before = sampled(FILES, 2);
        assertThat(before)
                .startsWith("sha256 of names and sizes, first and last 4096 bytes of each file, all of 2, and part:");
        for (int place : List.of(0, 4095, SIZE - 4096, SIZE - 1)) {
            for (int file = 0; file < FILES; file++) {
                change(file, place);
                assertThat(sampled(FILES, 2))
                        .as("byte %d of file %d", place, file)
                        .isNotEqualTo(before);
                change(file, place);
            }
        }
        assertThat(sampled(FILES, 2)).isEqualTo(before);
    }

    /**
     * A change in the middle of a file is only noticed in the files that are drawn; the fingerprint
     * states their number.
     */
    @Test
    void ofALargeFolderSomeFilesAreHashedAsAWhole() throws IOException {
        String before = sampled(FILES, 6);
        int seen = 0;
        for (int file = 0; file < FILES; file++) {
            change(file, SIZE / 2);
            seen += sampled(FILES, 6).equals(before) ? 0 : 1;
            change(file, SIZE / 2);
        }
        assertThat(seen).isEqualTo(6);
    }

    @Test
    void ofAVeryLargeFolderEndsOfSomeFilesAreHashed() throws IOException {
        String before = sampled(8, 1);
        assertThat(before)
                .startsWith(
                        "sha256 of names and sizes, first and last 4096 bytes of 8 of 20 files, all of 1, and part:");
        int seen = 0;
        for (int file = 0; file < FILES; file++) {
            change(file, SIZE - 1);
            seen += sampled(8, 1).equals(before) ? 0 : 1;
            change(file, SIZE - 1);
        }
        assertThat(seen).isBetween(8, 9);
        Files.write(files.get(5), new byte[SIZE + 1]);
        assertThat(sampled(8, 1)).as("another size").isNotEqualTo(before);
    }

    /**
     * Runs have recorded such fingerprints, so the choice of files must stay what it is. The hash
     * is that of the first version that chose them.
     */
    @Test
    void theFilesOfAVeryLargeFolderAreChosenAsEver() throws IOException {
        assertThat(sampled(8, 1)).endsWith(":f4ee3e7b93c154950242f4393490f486afda04e320118e2a7fd2c8531e6c8deb");
    }

    /** Earlier versions hashed only the names and sizes of the files of the part. */
    @Test
    void theOlderFormIsOfNamesAndSizes() throws IOException {
        FolderFingerprint fingerprint = FolderFingerprint.of(folder, files);
        assertThat(fingerprint.ofNamesAndSizes(PART)).isEqualTo("sha256 of names and sizes:" + OLDER);
        change(2, 5);
        assertThat(fingerprint.ofNamesAndSizes(PART)).isEqualTo("sha256 of names and sizes:" + OLDER);
    }

    private String fingerprint() throws IOException {
        return FolderFingerprint.of(folder, files).of(PART);
    }

    private String sampled(int blocks, int whole) throws IOException {
        return FolderFingerprint.of(folder, files).of(PART, SIZE, blocks, whole);
    }

    private void change(int file, int place) throws IOException {
        byte[] content = Files.readAllBytes(files.get(file));
        content[place] ^= 1;
        Files.write(files.get(file), content);
    }

    /**
     * The expected hash is built here from its definition: names and sizes, the first and last 4096
     * bytes of each file (a file of 5,000 bytes has a last block of 904), all files, and the part.
     */
    @Test
    void theBlocksOfALargeFolderAreItsFirstAndLastBytes() throws Exception {
        List<Path> few = new ArrayList<>();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int[] sizes = {0, 1, 4096, 4097, 5000, 8192, 9000};
        for (int size : sizes) {
            byte[] content = new byte[size];
            for (int k = 0; k < size; k++) {
                content[k] = (byte) ((k * 7) >> 2);
            }
            few.add(Files.write(folder.resolve(size + ".png"), content));
            digest.update((size + ".png\0" + size + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (Path file : few) {
            byte[] content = Files.readAllBytes(file);
            digest.update(Arrays.copyOf(content, Math.min(content.length, 4096)));
            if (content.length > 4096) {
                digest.update(Arrays.copyOfRange(content, Math.max(4096, content.length - 4096), content.length));
            }
        }
        for (Path file : few) {
            digest.update(Files.readAllBytes(file));
        }
        digest.update(new byte[] {0, 0, 0, 5});
        int total = Arrays.stream(sizes).sum();
        String expected = "sha256 of names and sizes, first and last 4096 bytes of each file, all of 7, and part:"
                + HexFormat.of().formatHex(digest.digest());
        FolderFingerprint fingerprint = FolderFingerprint.of(folder, few);
        assertThat(fingerprint.of(new int[] {5}, total - 1, 7, 7)).isEqualTo(expected);
        // Up to the limit a folder is hashed as a whole.
        assertThat(fingerprint.of(new int[] {5}, total, 7, 7)).startsWith("sha256 of names, contents and part:");
    }
}
