package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Split;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

final class MnistTest {
    private static final int PIXELS = 28 * 28;

    @TempDir
    private Path directory;

    @Test
    void withoutFilesTheEmbeddedDigitsAreUsed() throws IOException {
        try (Dataset training = new Mnist().open(location(), Split.TRAINING);
                Dataset heldOut = new Mnist().open(location(), Split.HELD_OUT)) {
            assertThat(training.info().name()).isEqualTo("mnist (embedded)");
            assertThat(training.info().shape()).isEqualTo(TensorShape.of(1, 28, 28));
            assertThat(training.info().range()).isEqualTo(ValueRange.SIGNED);
            assertThat(training.info().classNames()).hasSize(10);
            assertThat(training.info().examples()).hasValue(8_000);
            assertThat(heldOut.info().examples()).hasValue(2_000);
            assertThat(heldOut.info().fingerprint())
                    .startsWith("sha256:")
                    .isNotEqualTo(training.info().fingerprint());
        }
    }

    @Test
    void theSplitsAreTheFirstAndTheLastDigitsOfTheFile() throws IOException {
        byte[] images = resource("mnist10k-images-idx3-ubyte.gz");
        byte[] labels = resource("mnist10k-labels-idx1-ubyte.gz");
        try (Dataset training = new Mnist().open(location(), Split.TRAINING);
                Dataset heldOut = new Mnist().open(location(), Split.HELD_OUT)) {
            assertExample(training.read(7_999, 1), images, labels, 7_999);
            assertExample(heldOut.read(0, 1), images, labels, 8_000);
            assertExample(heldOut.read(1_999, 1), images, labels, 9_999);
        }
    }

    @Test
    void unitRangeMapsInkToOneAndBackgroundToZero() throws IOException {
        Mnist mnist = new Mnist(Mnist.Subset.EMBEDDED, PixelRange.UNIT);
        try (Dataset data = mnist.open(location(), Split.HELD_OUT)) {
            assertThat(data.info().range()).isEqualTo(ValueRange.UNIT);
            float[] values = data.read(0, 100).values();
            byte[] images = resource("mnist10k-images-idx3-ubyte.gz");
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isEqualTo((float) ((images[16 + 8_000 * PIXELS + i] & 0xff) / 255.0));
            }
            assertThat(values).contains(0f, 1f);
        }
    }

    @Test
    void aBatchHoldsTheImagesOfItsLabels() throws IOException {
        write("train", 5);
        try (Dataset data = new Mnist().open(location(), Split.TRAINING)) {
            BatchStream stream = data.stream(new RandomStream(3));
            Batch batch = new Batch(7, data.info().shape());
            stream.next(batch);
            for (int i = 0; i < batch.size(); i++) {
                // In the files written here example n shows n in every pixel and has label n.
                int label = batch.labels()[i];
                INDArray image = HostTensor.arrayOf(batch.features()).slice(i);
                assertThat(image.minNumber().floatValue()).isEqualTo((float) (-1 + 2.0 * label / 255));
                assertThat(image.maxNumber().floatValue()).isEqualTo((float) (-1 + 2.0 * label / 255));
            }
            assertThat(Arrays.copyOf(batch.labels(), 5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        }
    }

    @Test
    void aBatchOfAnotherShapeIsRefused() throws IOException {
        try (Dataset data = new Mnist().open(location(), Split.HELD_OUT)) {
            BatchStream stream = data.stream(new RandomStream(3));
            assertThatThrownBy(() -> stream.next(new Batch(2, TensorShape.of(1, 32, 32))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the batch has room for 2048 values, 2 images of 1×28×28 need 1568");
        }
    }

    @Test
    void filesInTheDataDirectoryArePreferred() throws IOException {
        write("train", 6);
        write("t10k", 4);
        try (Dataset training = new Mnist().open(location(), Split.TRAINING);
                Dataset heldOut = new Mnist().open(location(), Split.HELD_OUT)) {
            assertThat(training.info().name()).isEqualTo("mnist (train)");
            assertThat(training.info().examples()).hasValue(6);
            assertThat(heldOut.info().examples()).hasValue(4);
        }
    }

    @Test
    void subsetTestExchangesTheFiles() throws IOException {
        write("train", 6);
        write("t10k", 4);
        Mnist mnist = new Mnist(Mnist.Subset.TEST, PixelRange.SIGNED);
        try (Dataset training = mnist.open(location(), Split.TRAINING);
                Dataset heldOut = mnist.open(location(), Split.HELD_OUT)) {
            assertThat(training.info().name()).isEqualTo("mnist (test)");
            assertThat(training.info().examples()).hasValue(4);
            assertThat(heldOut.info().examples()).hasValue(6);
        }
    }

    @Test
    void embeddedIgnoresFiles() throws IOException {
        write("train", 6);
        try (Dataset data = new Mnist(Mnist.Subset.EMBEDDED, PixelRange.SIGNED).open(location(), Split.TRAINING)) {
            assertThat(data.info().examples()).hasValue(8_000);
        }
    }

    @Test
    void compressedFilesAreFoundInAnyDirectoryOfTheSearchPath() throws IOException {
        write("train", 6);
        Path images = directory.resolve("mnist/train-images-idx3-ubyte");
        Files.write(directory.resolve("mnist/train-images-idx3-ubyte.gz"), gzip(Files.readAllBytes(images)));
        Files.delete(images);
        DataLocation location = new DataLocation(List.of(directory.resolve("nothing"), directory));
        try (Dataset data = new Mnist().open(location, Split.TRAINING)) {
            assertThat(data.info().examples()).hasValue(6);
        }
    }

    @Test
    void missingFilesAreNamedWithWhereTheyWereSoughtAndWhereTheyBelong() {
        DataLocation location = new DataLocation(List.of(Path.of("first"), Path.of("second")));
        Mnist mnist = new Mnist(Mnist.Subset.TRAIN, PixelRange.SIGNED);
        assertThatThrownBy(() -> mnist.open(location, Split.HELD_OUT))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "mnist/t10k-images-idx3-ubyte and mnist/t10k-labels-idx1-ubyte (or the same with .gz): not found in"
                                + " first, second. Put them into " + Path.of("first", "mnist")
                                + ", or set subset to embedded to use the 10,000 digits that come with ganlib.");
    }

    @Test
    void autoDoesNotFallBackWhenHalfTheFilesAreThere() throws IOException {
        write("train", 6);
        Files.delete(directory.resolve("mnist/train-labels-idx1-ubyte"));
        assertThatThrownBy(() -> new Mnist().open(location(), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("mnist/train-labels-idx1-ubyte (or the same with .gz): not found in "
                        + directory + ". Put it into ");
    }

    @Test
    void aDirectoryOfAFilesNameIsNotTakenForTheFile() throws IOException {
        Files.createDirectories(directory.resolve("mnist/train-images-idx3-ubyte"));
        try (Dataset data = new Mnist().open(location(), Split.TRAINING)) {
            assertThat(data.info().name()).isEqualTo("mnist (embedded)");
        }
    }

    @Test
    void filesThatDoNotBelongTogetherAreRefused() throws IOException {
        write("train", 6);
        Path labels = directory.resolve("mnist/train-labels-idx1-ubyte");
        Files.write(labels, labels(5));
        assertThatThrownBy(() -> new Mnist().open(location(), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessage(labels + ": has 5 labels, but " + directory.resolve("mnist/train-images-idx3-ubyte")
                        + " has 6 images. Replace both files by ones that belong together.");
    }

    @Test
    void aLabelAboveNineIsRefused() throws IOException {
        write("train", 6);
        Path labels = directory.resolve("mnist/train-labels-idx1-ubyte");
        byte[] content = labels(6);
        content[8 + 4] = 10;
        Files.write(labels, content);
        assertThatThrownBy(() -> new Mnist().open(location(), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessage(labels + ": the label at byte 12 is 10, expected 0 to 9. Replace the file.");
    }

    @Test
    void imagesOfAnotherSizeAreRefused() throws IOException {
        write("train", 6);
        Path images = directory.resolve("mnist/train-images-idx3-ubyte");
        Files.write(
                images,
                ByteBuffer.allocate(16 + 6 * 32 * 32)
                        .putInt(0x803)
                        .putInt(6)
                        .putInt(32)
                        .putInt(32)
                        .array());
        assertThatThrownBy(() -> new Mnist().open(location(), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        images + ": its header at byte 8 promises images of 32×32, expected 28×28. Replace the file.");
    }

    @Test
    void aDamagedCopyOfTheEmbeddedDigitsIsRefused() throws IOException {
        byte[] images = resource("mnist10k-images-idx3-ubyte.gz");
        images[5_000] ^= 1;
        byte[] changed = gzip(images);
        assertThatThrownBy(() -> EmbeddedDigits.read(name -> new ByteArrayInputStream(changed)))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(
                        "the embedded mnist10k-images-idx3-ubyte.gz has the SHA-256 [0-9a-f]{64}, expected 15479c46[0-9a-f]{56}\\."
                                + " Replace the gan-datasets jar, or set subset to train or test and supply the files\\.");
        assertThatThrownBy(() -> EmbeddedDigits.read(name -> new ByteArrayInputStream(Arrays.copyOf(changed, 1_000))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be decompressed");
        assertThatThrownBy(() -> EmbeddedDigits.read(name -> null))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("the embedded mnist10k-images-idx3-ubyte.gz is missing.");
    }

    private DataLocation location() {
        return new DataLocation(List.of(directory));
    }

    /** Files of {@code count} examples; example n shows n in every pixel and has label n. */
    private void write(String prefix, int count) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("mnist"));
        ByteBuffer images = ByteBuffer.allocate(16 + count * PIXELS)
                .putInt(0x803)
                .putInt(count)
                .putInt(28)
                .putInt(28);
        for (int i = 0; i < count * PIXELS; i++) {
            images.put((byte) (i / PIXELS));
        }
        Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels(count));
    }

    private static byte[] labels(int count) {
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        IntStream.range(0, count).forEach(i -> labels.put((byte) i));
        return labels.array();
    }

    private static void assertExample(Examples one, byte[] images, byte[] labels, int index) {
        assertThat(one.labels()).containsExactly(labels[8 + index]);
        float[] expected = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            expected[i] = (float) ((images[16 + index * PIXELS + i] & 0xff) / 127.5 - 1);
        }
        assertThat(one.values()).usingComparatorWithPrecision(1e-6f).containsExactly(expected);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = Mnist.class.getResourceAsStream(name)) {
            return new GZIPInputStream(resource).readAllBytes();
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(content);
        }
        return compressed.toByteArray();
    }

    @Test
    void digitsOfAnotherSizeAreTheSameDigitsResized() throws IOException {
        Mnist large = new Mnist(Mnist.Subset.EMBEDDED, PixelRange.SIGNED, Augmentation.NONE, 64, Resize.BILINEAR);
        try (Dataset data = large.open(location(), Split.HELD_OUT);
                Dataset original =
                        new Mnist(Mnist.Subset.EMBEDDED, PixelRange.SIGNED).open(location(), Split.HELD_OUT)) {
            assertThat(data.info().shape()).isEqualTo(TensorShape.of(1, 64, 64));
            assertThat(data.info().fingerprint())
                    .isEqualTo(original.info().fingerprint() + ", resized to 64 pixels, bilinear");
            Examples resized = data.read(0, 20);
            Examples small = original.read(0, 20);
            assertThat(resized.labels()).isEqualTo(small.labels());
            for (int i = 0; i < 20; i++) {
                float[] plane = Arrays.copyOfRange(small.values(), i * PIXELS, (i + 1) * PIXELS);
                assertThat(Arrays.copyOfRange(resized.values(), i * 64 * 64, (i + 1) * 64 * 64))
                        .usingComparatorWithPrecision(1e-5f)
                        .containsExactly(Resize.BILINEAR.apply(plane, 28, 28, 64, 64));
            }
        }
    }

    @Test
    void resizedPixelsStayInTheirRange() throws IOException {
        Mnist large = new Mnist(Mnist.Subset.EMBEDDED, PixelRange.UNIT, Augmentation.NONE, 112, Resize.BICUBIC);
        try (Dataset data = large.open(location(), Split.TRAINING)) {
            for (float value : data.read(0, 50).values()) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void aSizeOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new Mnist(Mnist.Subset.AUTO, PixelRange.UNIT, Augmentation.NONE, 0, Resize.BICUBIC))
                .hasMessageContaining("size: must be in [1, 1024], was 0");
    }
}
