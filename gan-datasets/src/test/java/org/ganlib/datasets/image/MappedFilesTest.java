package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.ByteImages;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX and CIFAR files that stay on disk give the examples that they give when they are read. */
final class MappedFilesTest {
    private static final Labelling TEN = Labelling.TEN;

    @TempDir
    private Path directory;

    @Test
    void digitsInAMappedFileAreThoseReadWhole() throws IOException {
        Path images = directory.resolve("images");
        Path labels = directory.resolve("labels");
        writeDigits(images, labels, 7);
        Digits whole = Digits.read(images, labels, TEN, Long.MAX_VALUE);
        Digits mapped = Digits.read(images, labels, TEN, 7 * 784);
        assertThat(bytes(mapped.images())).isEqualTo(bytes(whole.images()));
        assertThat(bytes(mapped.transposed().images()))
                .isEqualTo(bytes(whole.transposed().images()))
                .isNotEqualTo(bytes(whole.images()));
        assertThat(mapped.labels()).isEqualTo(whole.labels());
        assertThat(mapped.fingerprint()).isEqualTo(whole.fingerprint());
        float[] resized = new float[12 * 12];
        float[] resizedWhole = new float[12 * 12];
        new ResizedDigits(mapped, ValueRange.SIGNED, Resize.BICUBIC, 12).read(6, resized, 0);
        new ResizedDigits(whole, ValueRange.SIGNED, Resize.BICUBIC, 12).read(6, resizedWhole, 0);
        assertThat(resized).isEqualTo(resizedWhole);
        IdxImages set = new IdxImages("digits", List.of(), "", "");
        try (Dataset one = set.open(mapped, PixelRange.SIGNED, Augmentation.NONE);
                Dataset other = set.open(whole, PixelRange.SIGNED, Augmentation.NONE)) {
            assertThat(batches(one)).isEqualTo(batches(other));
        }
        // The file is closed with the data set.
        assertThatThrownBy(() -> mapped.images().read(0, new byte[784], 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("images: cannot be read any more");
    }

    @Test
    void mappedDigitsAreRefusedInTheWordsOfThoseReadWhole() throws IOException {
        Path images = directory.resolve("images");
        Path labels = directory.resolve("labels");
        writeDigits(images, labels, 3);
        byte[] sound = Files.readAllBytes(images);
        for (int length : new int[] {0, 2, 9, sound.length - 1, sound.length + 1}) {
            Files.write(images, Arrays.copyOf(sound, length));
            assertThat(refusal(images, labels, 1))
                    .as("%d bytes", length)
                    .isEqualTo(refusal(images, labels, Long.MAX_VALUE));
        }
        Files.write(images, sound);
        Files.write(labels, ByteBuffer.allocate(10).putInt(0x801).putInt(2).array());
        assertThat(refusal(images, labels, 1))
                .isEqualTo(refusal(images, labels, Long.MAX_VALUE))
                .contains("labels: has 2 labels, but");
    }

    /** The file has more bytes than fit into an array. */
    @Test
    void anIdxFileMayHaveMoreThanTwoGibibytes() throws IOException {
        int count = 3_000_000;
        Path folder = Files.createDirectories(directory.resolve("mnist"));
        Path images = folder.resolve("train-images-idx3-ubyte");
        try (RandomAccessFile sparse = new RandomAccessFile(images.toFile(), "rw")) {
            sparse.write(header(count));
            sparse.setLength(16 + 784L * count);
            sparse.seek(16 + 784L * (count - 1));
            sparse.write(255);
        }
        byte[] labels = new byte[8 + count];
        ByteBuffer.wrap(labels).putInt(0x801).putInt(count);
        labels[7 + count] = 9;
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels);
        Mnist mnist = new Mnist(Mnist.Subset.TRAIN, PixelRange.SIGNED);
        try (Dataset data = open(mnist)) {
            assertThat(data.info().fingerprint()).startsWith("sha256 of size, sampled blocks and labels:");
            assertThat(data.read(count - 1, 1).values()).startsWith(1, -1).hasSize(784);
            assertThat(data.read(count - 1, 1).labels()).containsExactly(9);
            assertThat(data.read(count / 2, 1).values()).containsOnly(-1);
        }
        try (RandomAccessFile cut = new RandomAccessFile(images.toFile(), "rw")) {
            cut.setLength(cut.length() - 1);
        }
        assertThatThrownBy(() -> open(mnist))
                .isInstanceOf(DataException.class)
                .hasMessage(images + ": ends at byte 2,352,000,015, but its header promises 3,000,000 images of 28×28"
                        + " (2,352,000,016 bytes). Replace the file.");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(images))) {
            out.write(header(count));
        }
        assertThatThrownBy(() -> open(mnist))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        images + ": its header at byte 4 promises 3,000,000 images of 28×28, 2,352,000,000 bytes; at"
                                + " most 2,147,483,639 can be held. Unpack it with gunzip: a large file that is not compressed"
                                + " stays on disk.");
    }

    @Test
    void cifarInMappedFilesIsThatReadWhole() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("cifar"));
        List<String> names = List.of("one.bin", "two.bin");
        CifarFiles files = new CifarFiles("cifar", "cifar.tar.gz", 2, 1, 100);
        byte[] one = new byte[3 * 3074];
        byte[] two = new byte[2 * 3074];
        Random random = new Random(2);
        random.nextBytes(one);
        random.nextBytes(two);
        for (int i = 0; i < 3; i++) {
            one[i * 3074 + 1] = (byte) (10 * i);
            two[i % 2 * 3074 + 1] = 99;
        }
        Files.write(folder.resolve("one.bin"), one);
        Files.write(folder.resolve("two.bin"), two);
        CifarFiles.Images whole = files.read(location(), names, 5 * 3074 + 1);
        CifarFiles.Images mapped = files.read(location(), names, 5 * 3074);
        assertThat(mapped.labels()).isEqualTo(whole.labels()).containsExactly(0, 10, 20, 99, 99);
        assertThat(bytes(mapped.images())).isEqualTo(bytes(whole.images()));
        assertThat(mapped.images().fingerprint(new byte[5]))
                .isEqualTo(whole.images().fingerprint(new byte[5]));
        mapped.images().close();
        two[3075] = 100;
        Files.write(folder.resolve("two.bin"), two);
        for (long least : new long[] {1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> files.read(location(), names, least))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("two.bin: the label at byte 3,075 is 100, expected 0 to 99");
        }
        Files.write(folder.resolve("two.bin"), new byte[3073]);
        for (long least : new long[] {1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> files.read(location(), names, least))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("two.bin: ends at byte 3,073, expected a multiple of 3,074");
        }
    }

    private Dataset open(Mnist mnist) throws IOException {
        return mnist.open(location(), Split.TRAINING);
    }

    private DataLocation location() {
        return new DataLocation(List.of(directory));
    }

    private static String refusal(Path images, Path labels, long least) throws IOException {
        try {
            Digits.read(images, labels, TEN, least);
        } catch (DataException e) {
            return e.getMessage();
        }
        throw new AssertionError("it was read");
    }

    private static byte[] header(int count) {
        return ByteBuffer.allocate(16)
                .putInt(0x803)
                .putInt(count)
                .putInt(28)
                .putInt(28)
                .array();
    }

    private static void writeDigits(Path images, Path labels, int count) throws IOException {
        byte[] pixels = new byte[784 * count];
        new Random(1).nextBytes(pixels);
        Files.write(
                images,
                ByteBuffer.allocate(16 + pixels.length)
                        .put(header(count))
                        .put(pixels)
                        .array());
        ByteBuffer classes = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            classes.put((byte) (i % 10));
        }
        Files.write(labels, classes.array());
    }

    private static byte[] bytes(ByteImages images) {
        byte[] bytes = new byte[images.count() * images.size() + 1];
        for (int i = 0; i < images.count(); i++) {
            images.read(i, bytes, 1 + i * images.size());
        }
        return bytes;
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
