package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files data sets consist of, what their fingerprints are of, and how WebP files end. */
final class PublishedFilesTest {
    @TempDir
    private Path directory;

    @Test
    void setsInTheFormOfMnistConsistOfFourFiles() {
        for (DatasetSource source : List.of(new Mnist(), new FashionMnist(), new Kmnist())) {
            String folder = source instanceof Mnist ? "mnist" : source instanceof Kmnist ? "kmnist" : "fashion-mnist";
            assertThat(source.files())
                    .extracting(DataFile::path)
                    .containsExactly(
                            folder + "/train-images-idx3-ubyte.gz",
                            folder + "/train-labels-idx1-ubyte.gz",
                            folder + "/t10k-images-idx3-ubyte.gz",
                            folder + "/t10k-labels-idx1-ubyte.gz");
            for (DataFile file : source.files()) {
                assertThat(file.insteadOf()).containsExactly(file.path().replace(".gz", ""));
                assertThat(file.url())
                        .startsWith("http")
                        .endsWith(file.path().substring(file.path().indexOf('/')));
                assertThat(file.sha256()).matches("[0-9a-f]{64}");
            }
        }
    }

    /** EMNIST is published in one archive, so its single files have no address. */
    @Test
    void emnistConsistsOfTheFilesOfItsDivision() {
        List<DataFile> files = new Emnist(Emnist.Part.LETTERS, PixelRange.UNIT, Augmentation.NONE).files();
        assertThat(files)
                .extracting(DataFile::path)
                .containsExactly(
                        "emnist/emnist-letters-train-images-idx3-ubyte.gz",
                        "emnist/emnist-letters-train-labels-idx1-ubyte.gz",
                        "emnist/emnist-letters-test-images-idx3-ubyte.gz",
                        "emnist/emnist-letters-test-labels-idx1-ubyte.gz");
        assertThat(files).extracting(DataFile::url).containsOnly("");
    }

    @Test
    void cifarConsistsOfOneArchive() {
        assertThat(new Cifar10().files())
                .extracting(DataFile::path, DataFile::insteadOf)
                .containsExactly(tuple("cifar-10-binary.tar.gz", List.of("cifar-10-batches-bin/data_batch_1.bin")));
        assertThat(new Cifar100().files())
                .extracting(DataFile::path, DataFile::insteadOf)
                .containsExactly(tuple("cifar-100-binary.tar.gz", List.of("cifar-100-binary/train.bin")));
    }

    /** The fingerprint of colour images is of all pixels and then all labels. */
    @Test
    void fingerprintsOfColourImagesAreOfPixelsAndLabels() throws IOException, NoSuchAlgorithmException {
        byte[] file = new byte[2 * 3074];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) (i % 97);
        }
        file[1] = 5;
        file[3075] = 99;
        Path folder = Files.createDirectories(directory.resolve("cifar-100-binary"));
        Files.write(folder.resolve("train.bin"), file);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(file, 2, 3072);
        digest.update(file, 3076, 3072);
        digest.update(new byte[] {5, 99});
        try (Dataset data = new Cifar100().open(location(), Split.TRAINING)) {
            assertThat(data.info().fingerprint())
                    .isEqualTo("sha256:" + HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** Held-out triples are those of the seed's complement, of the held-out digits. */
    @Test
    void tripleDigitsOfTheSplitsAreOthers() throws IOException {
        StackedMnist stacked = new StackedMnist(20, 1, Mnist.Subset.EMBEDDED, PixelRange.UNIT);
        StackedMnist mirrored = new StackedMnist(20, ~1, Mnist.Subset.EMBEDDED, PixelRange.UNIT);
        try (Dataset training = stacked.open(location(), Split.TRAINING);
                Dataset heldOut = stacked.open(location(), Split.HELD_OUT);
                Dataset other = mirrored.open(location(), Split.HELD_OUT)) {
            assertThat(heldOut.read(0, 20).labels())
                    .isNotEqualTo(training.read(0, 20).labels())
                    .isNotEqualTo(other.read(0, 20).labels());
            assertThat(training.info().fingerprint()).startsWith("20 triples by seed 1 of ");
            assertThat(training.info().examples()).hasValue(20);
        }
        assertThatThrownBy(() -> new StackedMnist(0, 1, Mnist.Subset.EMBEDDED, PixelRange.UNIT))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("count: must be in [1, 100000000], was 0");
    }

    /** Without MNIST's own files, the digits that ganlib brings are taken. */
    @Test
    void theSubsetIsChosenByTheFilesThatAreThere() throws IOException {
        StackedMnist automatic = new StackedMnist(20, 1, Mnist.Subset.AUTO, PixelRange.UNIT);
        assertThat(automatic.resolved(location()))
                .isEqualTo(new StackedMnist(20, 1, Mnist.Subset.EMBEDDED, PixelRange.UNIT));
        assertThat(new Mnist(Mnist.Subset.AUTO, PixelRange.UNIT).resolved(location()))
                .isEqualTo(new Mnist(Mnist.Subset.EMBEDDED, PixelRange.UNIT));
        IdxFixture.write(directory.resolve("mnist"), "train", 12, 0, 10);
        assertThat(automatic.resolved(location()))
                .isEqualTo(new StackedMnist(20, 1, Mnist.Subset.TRAIN, PixelRange.UNIT));
    }

    @Test
    void endingsOfFormatsThatAreNotReadAreKnown() {
        assertThat(List.of("heic", "psd", "svg")).allMatch(ForeignFormat::hasEnding);
        assertThat(List.of("png", "txt", "HEIC", "")).noneMatch(ForeignFormat::hasEnding);
    }

    /** A chunk may end where the file does; the byte that fills an odd length may be missing. */
    @Test
    void chunksOfWebpEndWithTheFile() throws UnreadableImageException {
        byte[] odd = webp("ABCD", new byte[3]);
        assertThat(WebpFile.check(odd)).isEqualTo(Orientation.UPRIGHT);
        assertThat(WebpFile.check(joined(odd, new byte[] {9, 9, 9}))).isEqualTo(Orientation.UPRIGHT);
        assertThatThrownBy(() -> WebpFile.check(Arrays.copyOf(odd, odd.length - 1)))
                .hasMessageContaining("it is cut off at byte 22 of 23 that its header promises");
        byte[] longer = odd.clone();
        longer[16] = 4;
        assertThatThrownBy(() -> WebpFile.check(longer))
                .hasMessageContaining("its chunk at byte 12 goes beyond the file's end");
        // An EXIF block of orientation 6, behind a chunk of an odd length and the byte that fills
        // it.
        byte[] exif = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 18, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0};
        byte[] first = chunk("ABCD", new byte[4]);
        first[4] = 3;
        assertThat(WebpFile.check(riff(joined(first, chunk("EXIF", exif)))).isSwapped())
                .isTrue();
    }

    private static byte[] webp(String kind, byte[] content) {
        return riff(chunk(kind, content));
    }

    private static byte[] riff(byte[] chunks) {
        return ByteBuffer.allocate(12 + chunks.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + chunks.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(chunks)
                .array();
    }

    private static byte[] chunk(String kind, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(kind.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] joined(byte[] some, byte[] others) {
        byte[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }

    private DataLocation location() {
        return new DataLocation(List.of(directory));
    }
}
