package org.ganlib.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdxReaderTest {
    private static final String FILE = "mnist/train-images-idx3-ubyte";

    @Test
    void readsDimensionsAndValues() throws IOException {
        byte[] values = values(2 * 3 * 4);
        try (IdxReader reader = open(idx(values, 2, 3, 4), 3)) {
            assertThat(reader.dimensions()).containsExactly(2, 3, 4);
            assertThat(reader.readValues()).isEqualTo(values);
        }
    }

    @Test
    void readsCompressedFilesWhateverTheirName() throws IOException {
        byte[] values = values(5_000);
        try (IdxReader reader = open(gzip(idx(values, 5_000)), 1)) {
            assertThat(reader.readValues()).isEqualTo(values);
        }
    }

    @Test
    void readsMoreThanItsFirstAllocation() throws IOException {
        byte[] values = values((1 << 21) + 17);
        try (IdxReader reader = open(idx(values, values.length), 1)) {
            assertThat(reader.readValues()).isEqualTo(values);
        }
    }

    @Test
    void readsSourcesThatDeliverOneByteAtATime() throws IOException {
        byte[] values = values(60);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(gzip(idx(values, 60)))) {
            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                return super.read(target, from, Math.min(length, 1));
            }
        };
        try (IdxReader reader = IdxReader.open(FILE, "labels", 1, slow)) {
            assertThat(reader.readValues()).isEqualTo(values);
        }
    }

    @Test
    void aTruncatedFileIsNamedWithWhereItEndsAndWhatItPromised() {
        byte[] whole = idx(new byte[0], 60_000, 28, 28);
        assertDamaged(
                Arrays.copyOf(whole, 1_000),
                3,
                FILE
                        + ": ends at byte 1,000, but its header promises 60,000 images of 28×28 (47,040,016 bytes). Replace the file.");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertDamaged(new byte[0], 3, FILE + ": is empty. Replace the file.");
    }

    @Test
    void anotherFormatIsRefused() {
        assertDamaged(
                "<!DOCTYPE html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                3,
                FILE + ": starts with 3c 21 44 4f at byte 0, expected 00 00 08 03, an IDX file of images"
                        + " (unsigned bytes, dimensions: 3). Replace the file.");
    }

    @Test
    void aFileOfAnotherRankIsRefused() {
        assertDamaged(
                idx(values(10), 10),
                3,
                FILE + ": starts with 00 00 08 01 at byte 0, expected 00 00 08 03, an IDX file of images"
                        + " (unsigned bytes, dimensions: 3). Replace the file.");
    }

    @Test
    void aFileThatEndsWithinItsMagicNumberIsRefused() {
        assertDamaged(
                new byte[] {0, 0, 8},
                3,
                FILE + ": starts with 00 00 08 at byte 0, expected 00 00 08 03, an IDX file of images"
                        + " (unsigned bytes, dimensions: 3). Replace the file.");
    }

    @Test
    void aFileThatEndsWithinItsHeaderIsRefused() {
        assertDamaged(
                Arrays.copyOf(idx(new byte[0], 1, 28, 28), 10),
                3,
                FILE + ": ends at byte 10, within its header of 16 bytes. Replace the file.");
    }

    @Test
    void aNegativeCountIsRefused() {
        assertDamaged(
                idx(new byte[0], -5, 28, 28),
                3,
                FILE + ": the number of images at byte 4 is -5, expected 1 or more. Replace the file.");
    }

    @Test
    void anEmptyDimensionIsRefused() {
        assertDamaged(
                idx(new byte[0], 5, 28, 0),
                3,
                FILE + ": the size of dimension 3 at byte 12 is 0, expected 1 or more. Replace the file.");
    }

    @Test
    void dimensionsWhoseProductOverflowsAreRefused() {
        assertDamaged(
                idx(new byte[0], Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
                3,
                FILE + ": its header at byte 4 promises 2,147,483,647 images of 2147483647×2147483647,"
                        + " 9,903,520,300,447,984,150,353,281,023 bytes; at most 2,147,483,639 can be held. Replace the file.");
    }

    @Test
    void aHeaderCannotMakeTheReaderSetAsideMemoryItDoesNotNeed() {
        assertDamaged(
                idx(values(100), 2_000_000_000),
                1,
                FILE
                        + ": ends at byte 108, but its header promises 2,000,000,000 images (2,000,000,008 bytes). Replace the file.");
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        assertDamaged(
                idx(values(11), 10),
                1,
                FILE
                        + ": continues after byte 18, where its header promises the end of 10 images (18 bytes). Replace the file.");
    }

    @Test
    void theChecksumAndTheLengthOfGzipAreCompared() throws IOException {
        byte[] sound = gzip(idx(values(5_000), 5_000));
        for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
            byte[] other = sound.clone();
            other[other.length - fromEnd] ^= 1;
            try (IdxReader reader = open(other, 1)) {
                assertThatThrownBy(reader::readValues)
                        .isInstanceOf(DataException.class)
                        .hasMessage(FILE + ": its compressed data is damaged after byte 5,008 of the decompressed data"
                                + " (Corrupt GZIP trailer). Replace the file.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9, signed bytes",
        "11, 16-bit integers",
        "12, 32-bit integers",
        "13, 32-bit floats",
        "14, 64-bit floats"
    })
    void numbersOfOtherTypesAreNamed(int code, String type) {
        byte[] file = idx(values(8), 8);
        file[2] = (byte) code;
        assertDamaged(
                file,
                1,
                FILE + ": starts with 00 00 " + String.format("%02x", code)
                        + " 01 at byte 0, expected 00 00 08 01, an IDX file of images (unsigned bytes, dimensions: 1),"
                        + " but these are " + type + ". Replace the file.");
    }

    @Test
    void truncatedCompressionIsRefused() {
        byte[] whole = gzip(idx(values(100_000), 100_000));
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length / 2), 1))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(
                        FILE
                                + ": its compressed data is cut off after byte [0-9,]+ of the decompressed data. Replace the file.");
    }

    @Test
    void aDamagedGzipHeaderIsRefused() {
        assertDamaged(
                new byte[] {0x1f, (byte) 0x8b, 99, 0, 0, 0, 0, 0, 0, 0},
                1,
                FILE + ": starts like a gzip file, but its gzip header is damaged. Replace the file.");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void whateverIsFlippedOrCutTheOnlyFailureIsADataException(long seed) {
        Random random = new Random(seed);
        byte[] raw = idx(values(300), 300);
        for (byte[] whole : new byte[][] {raw, gzip(raw)}) {
            for (int trial = 0; trial < 2_000; trial++) {
                byte[] damaged =
                        Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
                for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                    damaged[random.nextInt(Math.min(damaged.length, 40))] = (byte) random.nextInt();
                }
                try {
                    assertThat(read(damaged, 1))
                            .as("seed %s, trial %s", seed, trial)
                            .hasSize(300);
                } catch (DataException e) {
                    assertThat(e).as("seed %s, trial %s", seed, trial).hasMessageStartingWith(FILE + ": ");
                } catch (IOException e) {
                    throw new AssertionError("seed " + seed + ", trial " + trial, e);
                }
            }
        }
    }

    @Test
    void theSourceIsClosedEvenWhenTheHeaderIsRefused() {
        boolean[] closed = new boolean[1];
        InputStream source = new FilterInputStream(new ByteArrayInputStream(new byte[0])) {
            @Override
            public void close() throws IOException {
                closed[0] = true;
                super.close();
            }
        };
        assertThatThrownBy(() -> IdxReader.open(FILE, "images", 3, source)).isInstanceOf(DataException.class);
        assertThat(closed[0]).isTrue();
    }

    @Test
    void theSourceIsClosedWithTheReader() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream source = new FilterInputStream(new ByteArrayInputStream(idx(values(4), 4))) {
            @Override
            public void close() throws IOException {
                closed[0] = true;
                super.close();
            }
        };
        try (IdxReader reader = IdxReader.open(FILE, "images", 1, source)) {
            assertThat(reader.readValues()).hasSize(4);
            assertThat(closed[0]).isFalse();
        }
        assertThat(closed[0]).isTrue();
    }

    private static void assertDamaged(byte[] content, int rank, String message) {
        assertThatThrownBy(() -> read(content, rank))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private static byte[] read(byte[] content, int rank) throws IOException {
        try (IdxReader reader = open(content, rank)) {
            return reader.readValues();
        }
    }

    private static IdxReader open(byte[] content, int rank) throws IOException {
        return IdxReader.open(FILE, "images", rank, new ByteArrayInputStream(content));
    }

    private static byte[] idx(byte[] values, int... dimensions) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + Math.max(values.length, 1_000));
        file.put(new byte[] {0, 0, 8, (byte) dimensions.length});
        for (int dimension : dimensions) {
            file.putInt(dimension);
        }
        file.put(values);
        return Arrays.copyOf(file.array(), values.length == 0 ? file.capacity() : file.position());
    }

    private static byte[] values(int count) {
        byte[] values = new byte[count];
        new Random(count).nextBytes(values);
        return values;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
