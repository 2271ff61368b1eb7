package org.ganlib.datasets.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ganlib.datasets.array.NpyFixture.f4;
import static org.ganlib.datasets.array.NpyFixture.npy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.file.MappedArray;
import org.ganlib.file.NpyArray;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Large arrays stay in their file, and give the examples that they give when they are read whole.
 */
final class MappedImagesTest {
    /** One more value than an array may have that is read whole. */
    private static final int ROWS = (1 << 20) + 1;

    private static final int LENGTH = 64;
    private static final HoldOut THREE_TENTHS = new HoldOut(0.3, HoldOut.Rule.STRATIFIED, 0);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "|u1, AUTO, AUTO, AUTO",
        "|u1, CHANNELS_LAST, UNIT, AUTO",
        "|u1, CHANNELS_LAST, UNBOUNDED, AUTO",
        "|u1, AUTO, SIGNED, BYTES",
        "|b1, AUTO, SIGNED, UNIT",
        "|i1, CHANNELS_LAST, UNBOUNDED, AUTO",
        ">u2, AUTO, UNBOUNDED, AUTO",
        "<f4, AUTO, AUTO, AUTO",
        "<f4, CHANNELS_LAST, SIGNED, UNIT",
        ">f4, CHANNELS_LAST, UNIT, UNIT",
        ">f4, AUTO, SIGNED, BYTES"
    })
    void examplesHaveTheBitsOfTheArrayReadWhole(String descr, ArrayLayout layout, ArrayRange range, StoredRange stored)
            throws IOException {
        Path file = directory.resolve("a.npy");
        Files.write(file, npy(descr, layout == ArrayLayout.CHANNELS_LAST ? "7, 5, 6, 3" : "7, 3, 5, 6", data(descr)));
        ArrayImages settings = new ArrayImages(layout, range, stored);
        ArrayImages.Values whole = settings.read("a", NpyArray.read(file), true);
        MappedImages mapped = settings.open(MappedArray.open(file, 1).orElseThrow(), true);
        assertThat(mapped.count()).isEqualTo(7);
        assertThat(mapped.shape()).isEqualTo(whole.shape()).isEqualTo(TensorShape.of(3, 5, 6));
        assertThat(mapped.range()).isEqualTo(whole.range());
        float[] example = new float[92];
        for (int i = 6; i >= 0; i--) {
            mapped.read(i, example, 2);
            for (int j = 0; j < 90; j++) {
                assertThat(Float.floatToRawIntBits(example[2 + j]))
                        .as("value %d of example %d", j, i)
                        .isEqualTo(Float.floatToRawIntBits(whole.values()[i * 90 + j]));
            }
        }
    }

    /**
     * The data set gives the same batches, the same held-out examples and knows older
     * fingerprints.
     */
    @Test
    void aMappedDataSetIsTheOneReadWhole() throws IOException {
        Path file = directory.resolve("a.npy");
        Files.write(file, npy("|u1", "7, 3, 5, 6", data("|u1")));
        ArrayImages settings = new ArrayImages(ArrayLayout.AUTO, ArrayRange.AUTO, StoredRange.AUTO);
        for (Split split : Split.values()) {
            Npy npy = new Npy(file.toString(), Optional.empty(), ArrayRange.AUTO, false, 0.3, Augmentation.NONE);
            MappedImages images = settings.open(MappedArray.open(file, 1).orElseThrow(), true);
            try (Dataset whole = open(npy, split);
                    Dataset mapped = ArrayDataset.open(
                            "npy",
                            images,
                            LabelArray.Classes.none(7),
                            THREE_TENTHS,
                            split,
                            Augmentation.NONE,
                            Optional::empty)) {
                int count = whole.info().examples().orElseThrow();
                assertThat(mapped.info().examples()).hasValue(count);
                assertThat(mapped.read(0, count).values())
                        .isEqualTo(whole.read(0, count).values());
                assertThat(batches(mapped)).isEqualTo(batches(whole));
                assertThat(mapped.info().fingerprint())
                        .matches("sha256 of size, sampled blocks, labels and part:[0-9a-f]{64}");
                assertThat(mapped.hasFingerprint(mapped.info().fingerprint())).isTrue();
                assertThat(mapped.hasFingerprint(whole.info().fingerprint())).isTrue();
                String other = whole.info().fingerprint();
                assertThat(mapped.hasFingerprint(other.substring(0, other.length() - 1) + "x"))
                        .isFalse();
                assertThat(mapped.hasFingerprint("sha256:" + "0".repeat(64))).isFalse();
            }
        }
    }

    @Test
    void theFingerprintTellsBytesSettingsAndPartsApart() throws IOException {
        Path file = directory.resolve("a.npy");
        byte[] sound = npy("|u1", "7, 3, 5, 6", data("|u1"));
        Files.write(file, sound);
        String fingerprint = fingerprint(file, ArrayRange.AUTO, Split.TRAINING);
        assertThat(fingerprint(file, ArrayRange.AUTO, Split.TRAINING)).isEqualTo(fingerprint);
        assertThat(fingerprint(file, ArrayRange.UNIT, Split.TRAINING)).isNotEqualTo(fingerprint);
        assertThat(fingerprint(file, ArrayRange.AUTO, Split.HELD_OUT)).isNotEqualTo(fingerprint);
        sound[sound.length - 1] ^= 1;
        Files.write(file, sound);
        assertThat(fingerprint(file, ArrayRange.AUTO, Split.TRAINING)).isNotEqualTo(fingerprint);
    }

    @Test
    void aNumberOutsideItsRangeIsNamedWhenItIsRead() throws IOException {
        Path file = sparse("<f4", 4);
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(damaged.length() - 4L * (ROWS - 500_001) * LENGTH + 4 * 3);
            damaged.write(f4(Float.NaN));
        }
        Npy npy = new Npy(file.toString(), Optional.empty(), ArrayRange.SIGNED, false, 0, Augmentation.NONE);
        try (Dataset data = open(npy, Split.TRAINING)) {
            assertThat(data.read(500_000, 1).values()).containsOnly(0);
            assertThatThrownBy(() -> data.read(500_001, 1))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(
                            "large.npy: value 3 of example 500,001 is NaN, expected a number in [-1.0, 1.0]");
        }
    }

    /** The array has more values than fit into a Java array, and 3 GB. */
    @Test
    void anNpyFileOfMoreThanTwoGibibytesIsTrainedOn() throws IOException {
        int rows = 1_500_000;
        Path file = directory.resolve("large.npy");
        byte[] start = npy("|u1", rows + ", 2000", new byte[0]);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(start);
            sparse.setLength(start.length + 2000L * rows);
            sparse.seek(start.length + 2000L * 1_400_000);
            sparse.write(255);
        }
        Npy npy = new Npy(file.toString(), Optional.empty(), ArrayRange.AUTO, false, 0, Augmentation.NONE);
        try (Dataset data = open(npy, Split.TRAINING)) {
            assertThat(data.info().examples()).hasValue(rows);
            assertThat(data.read(1_400_000, 1).values()).startsWith(1, -1).hasSize(2000);
            assertThat(data.read(rows - 1, 1).values()).containsOnly(-1);
        }
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() - 1);
        }
        assertThatThrownBy(() -> open(npy, Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("large.npy: ends at byte ")
                .hasMessageContaining("but its header promises |u1 values of shape [1500000, 2000]");
    }

    /** The entry is found behind others, and its labels are read as before. */
    @Test
    void aStoredEntryOfAnArchiveStaysInItsFile() throws IOException {
        Path file = directory.resolve("large.npz");
        byte[] start = npy("|u1", ROWS + ", " + LENGTH, new byte[0]);
        byte[] row = new byte[LENGTH];
        byte[] labels = npy("|u1", ROWS + ",", new byte[ROWS]);
        CRC32 sum = new CRC32();
        sum.update(start);
        for (int i = 0; i < ROWS; i++) {
            row[5] = (byte) i;
            sum.update(row);
        }
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            zip.putNextEntry(new ZipEntry("labels.npy"));
            zip.write(labels);
            ZipEntry entry = new ZipEntry("images.npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(start.length + (long) ROWS * LENGTH);
            entry.setCrc(sum.getValue());
            entry.setExtra(new byte[] {9, 9, 3, 0, 1, 2, 3});
            zip.putNextEntry(entry);
            zip.write(start);
            for (int i = 0; i < ROWS; i++) {
                row[5] = (byte) i;
                zip.write(row);
            }
            zip.setComment("a comment behind the directory");
        }
        Npz npz = new Npz(file.toString(), "images", "labels", ArrayRange.UNBOUNDED, false, 0, Augmentation.NONE);
        try (Dataset data = open(npz, Split.TRAINING)) {
            assertThat(data.info().fingerprint()).startsWith("sha256 of size, sampled blocks, labels and part:");
            assertThat(data.info().classNames()).containsExactly("0");
            for (int i : List.of(0, 77, ROWS - 1)) {
                float[] values = data.read(i, 1).values();
                assertThat(values[5]).isEqualTo((float) (i & 0xff));
                values[5] = 0;
                assertThat(values).hasSize(LENGTH).containsOnly(0);
            }
        }
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(damaged.length() / 2);
            damaged.write(99);
        }
        // The last example is read once the checksum is known.
        try (Dataset data = open(npz, Split.TRAINING)) {
            assertThatThrownBy(() -> data.read(ROWS - 1, 1))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("large.npz:images: has the CRC-32 ")
                    .hasMessageContaining("It is damaged: save or copy it again.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void theEntryOfAnArchiveIsFoundWhereItIsStored(int method) throws IOException {
        byte[] content = "the content of the entry".getBytes(StandardCharsets.US_ASCII);
        Path file = directory.resolve("a.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("before"));
            zip.write(content);
            ZipEntry entry = new ZipEntry("größe.npy");
            entry.setMethod(method);
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setSize(content.length);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        byte[] bytes = Files.readAllBytes(file);
        Optional<StoredEntry> found = StoredEntry.find(file, "größe.npy");
        assertThat(StoredEntry.find(file, "none")).isEmpty();
        assertThat(StoredEntry.find(file, "before")).isEmpty();
        if (method == ZipEntry.DEFLATED) {
            assertThat(found).isEmpty();
            return;
        }
        assertThat(found.orElseThrow().length()).isEqualTo(content.length);
        int start = (int) found.orElseThrow().start();
        assertThat(Arrays.copyOfRange(bytes, start, start + content.length)).isEqualTo(content);
        // Damage never leads to anything but another place or none.
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            damaged[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            Files.write(file, damaged);
            StoredEntry.find(file, "größe.npy").ifPresent(entry -> assertThat(entry.start() + entry.length())
                    .isBetween(0L, (long) damaged.length));
        }
    }

    private static byte[] data(String descr) {
        Random random = new Random(1);
        byte[] data = new byte[630 * (descr.charAt(2) - '0')];
        random.nextBytes(data);
        if (descr.endsWith("f4")) {
            float[] values = new float[630];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            data = f4(values);
            for (int i = 0; descr.startsWith(">") && i < data.length; i += 4) {
                byte first = data[i];
                byte second = data[i + 1];
                data[i] = data[i + 3];
                data[i + 1] = data[i + 2];
                data[i + 2] = second;
                data[i + 3] = first;
            }
        }
        return data;
    }

    private static String fingerprint(Path file, ArrayRange range, Split split) {
        MappedImages images = new ArrayImages(ArrayLayout.AUTO, range, StoredRange.AUTO)
                .open(MappedArray.open(file, 1).orElseThrow(), false);
        try (Dataset data = ArrayDataset.open(
                "npy", images, LabelArray.Classes.none(7), THREE_TENTHS, split, Augmentation.NONE, Optional::empty)) {
            return data.info().fingerprint();
        }
    }

    private Path sparse(String descr, int bytes) throws IOException {
        Path file = directory.resolve("large.npy");
        byte[] start = npy(descr, ROWS + ", " + LENGTH, new byte[0]);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(start);
            sparse.setLength(start.length + (long) bytes * LENGTH * ROWS);
        }
        return file;
    }

    private Dataset open(DatasetSource source, Split split) throws IOException {
        return source.open(new DataLocation(List.of(directory)), split);
    }

    private static float[] batches(Dataset data) {
        BatchStream stream = data.stream(new RandomStream(4));
        Batch batch = new Batch(5, data.info().shape());
        float[] values = new float[3 * 5 * data.info().shape().elements()];
        for (int i = 0; i < 3; i++) {
            stream.next(batch);
            batch.toFill().get(0, values, i * values.length / 3, values.length / 3);
        }
        return values;
    }
}
