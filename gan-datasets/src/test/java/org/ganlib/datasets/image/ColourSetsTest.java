package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.ganlib.datasets.file.MatFixture;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ColourSetsTest {
    @TempDir
    private Path directory;

    @Test
    void cifar10IsReadFromItsFolderAndFromItsArchive() throws IOException {
        byte[] batch = cifar(1, 4);
        Path folder = Files.createDirectories(directory.resolve("cifar-10-batches-bin"));
        for (int i = 1; i <= 5; i++) {
            Files.write(folder.resolve("data_batch_" + i + ".bin"), batch);
        }
        float[] unpacked = readAll(new Cifar10(), 20);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 5; i >= 1; i--) {
            Files.delete(folder.resolve("data_batch_" + i + ".bin"));
            entries.put("cifar-10-batches-bin/data_batch_" + i + ".bin", batch);
        }
        writeTar("cifar-10-binary.tar.gz", entries);
        assertThat(readAll(new Cifar10(), 20)).isEqualTo(unpacked);
        // Label 3 is followed by a red plane of 3s.
        assertThat(unpacked[3 * 3072]).isEqualTo((float) (-1 + 2.0 * 3 / 255));
    }

    @Test
    void cifar100HasTwoLabels() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("cifar-100-binary"));
        byte[] file = cifar(2, 3);
        file[1] = 99;
        Files.write(folder.resolve("train.bin"), file);
        Cifar100 fine = new Cifar100();
        Cifar100 coarse = new Cifar100(Cifar100.Labels.COARSE, PixelRange.UNIT, Augmentation.NONE);
        assertThat(open(fine).read(0, 1).labels()).containsExactly(99);
        assertThat(open(coarse).read(1, 1).labels()).containsExactly(1);
        file[3074] = 20;
        Files.write(folder.resolve("train.bin"), file);
        refused(coarse, "train.bin: the label at byte 3,074 is 20, expected 0 to 19");
        file[3074] = 19;
        file[3075] = 100;
        Files.write(folder.resolve("train.bin"), file);
        refused(fine, "train.bin: the label at byte 3,075 is 100, expected 0 to 99");
    }

    @Test
    void cifarFilesThatAreMissingAreNamedOneByOne() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("cifar-10-batches-bin"));
        for (int i : new int[] {1, 3, 4}) {
            Files.write(folder.resolve("data_batch_" + i + ".bin"), cifar(1, 4));
        }
        assertThatThrownBy(() -> open(new Cifar10()))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "cifar-10-batches-bin/data_batch_2.bin, cifar-10-batches-bin/data_batch_5.bin: not found in "
                                + directory + ". Put cifar-10-binary.tar.gz into " + directory
                                + ", as it is or unpacked.");
    }

    @Test
    void damagedCifarFilesAreRefused() throws IOException {
        refused(new Cifar10(), "cifar-10-batches-bin/data_batch_1.bin, cifar-10-batches-bin/data_batch_2.bin");
        Path folder = Files.createDirectories(directory.resolve("cifar-100-binary"));
        Files.write(folder.resolve("train.bin"), new byte[3075]);
        refused(new Cifar100(), "train.bin: ends at byte 3,075, expected a multiple of 3,074");
        Files.delete(folder.resolve("train.bin"));
        Files.write(directory.resolve("cifar-100-binary.tar.gz"), new byte[] {1, 2, 3});
        refused(new Cifar100(), "cifar-100-binary.tar.gz: is damaged or no .tar.gz archive");
        writeTar("cifar-100-binary.tar.gz", Map.of("../../escape/other.bin", new byte[1]));
        refused(new Cifar100(), "cifar-100-binary.tar.gz: has no file train.bin");
        assertThat(directory.resolveSibling("escape")).doesNotExist();
        writeTar("cifar-100-binary.tar.gz", Map.of("cifar-100-binary/train.bin", cifar(2, 3)));
        byte[] sound = Files.readAllBytes(directory.resolve("cifar-100-binary.tar.gz"));
        Files.write(directory.resolve("cifar-100-binary.tar.gz"), Arrays.copyOf(sound, sound.length / 2));
        refused(new Cifar100(), "cifar-100-binary.tar.gz: is damaged");
        // The last 8 bytes of the file are the checksum of all data and its length.
        byte[] other = sound.clone();
        other[other.length - 8] ^= 1;
        Files.write(directory.resolve("cifar-100-binary.tar.gz"), other);
        refused(new Cifar100(), "cifar-100-binary.tar.gz: is damaged or no .tar.gz archive (Corrupt GZIP trailer)");
    }

    @Test
    void svhnIsTurnedUprightAndTenMeansZero() throws IOException {
        // Pixel (row 1, column 0) of the green plane of image 1 is 255; rows run fastest.
        byte[] pixels = new byte[2 * 3072];
        pixels[3072 + 1024 + 1] = (byte) 255;
        write("svhn/train_32x32.mat", pixels, new byte[] {10, 3}, 2);
        Examples examples = open(new Svhn()).read(0, 2);
        assertThat(examples.labels()).containsExactly(0, 3);
        assertThat(examples.values()[3072 + 1024 + 32]).isEqualTo(1);
        assertThat(examples.values()[3072 + 1024 + 1]).isEqualTo(-1);
        write("svhn/train_32x32.mat", pixels, new byte[] {10, 11}, 2);
        refused(new Svhn(), "label 1 of array 'y' is 11.0, expected 1 to 10");
        write("svhn/train_32x32.mat", pixels, new byte[] {1, 2, 3}, 2);
        refused(new Svhn(), "has 3 labels for 2 images");
    }

    @Test
    void svhnIsFetchedFromItsMakersAndNamedWhereItIsMissing() {
        assertThat(new Svhn().files())
                .extracting(DataFile::path)
                .containsExactly("svhn/train_32x32.mat", "svhn/test_32x32.mat");
        assertThat(new Svhn().files())
                .extracting(DataFile::url)
                .containsExactly(
                        "http://ufldl.stanford.edu/housenumbers/train_32x32.mat",
                        "http://ufldl.stanford.edu/housenumbers/test_32x32.mat");
        assertThatThrownBy(() -> new Svhn().open(location(), Split.HELD_OUT))
                .isInstanceOf(DataException.class)
                .hasMessage("svhn/test_32x32.mat: not found in " + directory + ". Put it into "
                        + directory.resolve("svhn") + ".");
    }

    /** The hash of the pixels 1, 2, 3, 4 and the labels 5, 6: printf '\1\2\3\4\5\6' | sha256sum. */
    @Test
    void fingerprintsOfDigitsAreOfPixelsAndLabels() {
        assertThat(new Digits(new byte[] {1, 2, 3, 4}, new byte[] {5, 6}).fingerprint())
                .isEqualTo("sha256:7192385c3c0605de55bb9476ce1d90748190ecb32a8eed7f5207b30cf6a1fe89");
    }

    @Test
    void stackedDigitsSpellTheirClass() throws IOException {
        StackedMnist stacked = new StackedMnist(50, 1, Mnist.Subset.EMBEDDED, PixelRange.UNIT);
        try (Dataset data = open(stacked);
                Dataset digits = new Mnist(Mnist.Subset.EMBEDDED, PixelRange.UNIT).open(location(), Split.TRAINING)) {
            assertThat(data.info().classNames()).hasSize(1000).startsWith("000").endsWith("999");
            Examples all = digits.read(0, 8000);
            Examples three = data.read(7, 1);
            int spelt = 0;
            for (int channel = 0; channel < 3; channel++) {
                spelt = 10 * spelt + labelOf(all, three.values(), channel * 784);
            }
            assertThat(three.labels()).containsExactly(spelt);
        }
    }

    @Test
    void aFolderWithFoldersInsideHasClasses() throws IOException {
        for (String name : List.of("cat/b.png", "cat/a.bmp", "dog/c.png", "dog/notes.txt")) {
            Path file = directory.resolve("pets").resolve(name);
            Files.createDirectories(file.getParent());
            picture(file, name.charAt(4) * 2, 20, 10);
        }
        ImageFolder folder = folder("pets", ImageFolder.Crop.CENTER);
        Examples examples = open(folder).read(0, 3);
        assertThat(open(folder).info().classNames()).containsExactly("cat", "dog");
        assertThat(examples.labels()).containsExactly(0, 0, 1);
        assertThat(examples.values()[0]).isCloseTo('a' * 2 / 255f, within(1e-5f));
        assertThat(examples.values()[2 * 48]).isCloseTo('c' * 2 / 255f, within(1e-5f));
    }

    @Test
    void greyFilesKeepTheirNumbers() throws IOException {
        Path file = Files.createDirectories(directory.resolve("grey")).resolve("x.png");
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 100);
        ImageIO.write(image, "png", file.toFile());
        assertThat(open(folder("grey", ImageFolder.Crop.NONE)).read(0, 1).values()[1])
                .isCloseTo(100 / 255f, within(1e-5f));
    }

    @Test
    void ofAPaletteTheColoursCount() throws IOException {
        Path file = Files.createDirectories(directory.resolve("palette")).resolve("x.png");
        byte[] red = {0, (byte) 200};
        byte[] blue = {0, 50};
        IndexColorModel palette = new IndexColorModel(1, 2, red, new byte[2], blue);
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        ImageIO.write(image, "png", file.toFile());
        float[] values =
                open(folder("palette", ImageFolder.Crop.NONE)).read(0, 1).values();
        assertThat(values[1]).isCloseTo(200 / 255f, within(1e-5f));
        assertThat(values[16 + 1]).isZero();
        assertThat(values[32 + 1]).isCloseTo(50 / 255f, within(1e-5f));
        assertThat(ImageFile.read(file).isGrey()).isFalse();
    }

    @Test
    void aFlatFolderHasNone() throws IOException {
        picture(directory.resolve("flat/x.png"), 10, 4, 4);
        assertThat(open(folder("flat", ImageFolder.Crop.NONE)).read(0, 1).labels())
                .containsExactly(-1);
    }

    @Test
    void imagesBesideClassesAreRefusedAndHiddenFoldersAreNone() throws IOException {
        picture(directory.resolve("mixed/x.png"), 10, 4, 4);
        picture(directory.resolve("mixed/.thumbnails/x.png"), 10, 4, 4);
        assertThat(open(folder("mixed", ImageFolder.Crop.NONE)).read(0, 1).labels())
                .containsExactly(-1);
        picture(directory.resolve("mixed/cat/y.png"), 10, 4, 4);
        refused(
                folder("mixed", ImageFolder.Crop.NONE),
                directory.resolve("mixed/x.png") + ": lies beside folders of classes, such as cat");
    }

    @Test
    void foldersOfClassesComeInNaturalOrderAndEmptyOnesAreNamed() throws IOException {
        for (String name : List.of("2", "10", "1", "b3", "b20")) {
            picture(directory.resolve("many/" + name + "/x.png"), 10, 4, 4);
        }
        Files.createDirectories(directory.resolve("many/5"));
        Files.createDirectories(directory.resolve("many/3"));
        Files.writeString(directory.resolve("many/3/note.txt"), "no image");
        Dataset data = open(folder("many", ImageFolder.Crop.NONE));
        assertThat(data.info().classNames()).containsExactly("1", "2", "10", "b3", "b20");
        assertThat(data.read(0, 5).labels()).containsExactly(0, 1, 2, 3, 4);
        assertThat(data.classCounts()).containsExactly(1, 1, 1, 1, 1);
        assertThat(data.remarks())
                .containsExactly(
                        directory.resolve("many") + ": no class is made of the 2 folders 3, 5, which hold no images");
        Dataset lexicographic = open(ordered("many", ImageFolder.ClassOrder.LEXICOGRAPHIC));
        assertThat(lexicographic.info().classNames()).containsExactly("1", "10", "2", "b20", "b3");
    }

    /** Runs of earlier versions numbered the classes in this way. */
    @Test
    void olderRunsCountFoldersWithoutImagesAsClasses() throws IOException {
        for (String name : List.of("2", "10")) {
            picture(directory.resolve("old/" + name + "/x.png"), 10, 4, 4);
        }
        Files.createDirectories(directory.resolve("old/1"));
        Dataset data = open(ordered("old", ImageFolder.ClassOrder.LEXICOGRAPHIC_WITH_EMPTY));
        assertThat(data.info().classNames()).containsExactly("1", "10", "2");
        assertThat(data.classCounts()).containsExactly(0, 1, 1);
        assertThat(data.read(0, 2).labels()).containsExactly(1, 2);
        assertThat(data.remarks()).isEmpty();
    }

    private static ImageFolder ordered(String name, ImageFolder.ClassOrder order) {
        return new ImageFolder(
                name,
                order,
                4,
                3,
                Resize.BOX,
                ImageFolder.Crop.NONE,
                PixelRange.UNIT,
                0,
                Augmentation.NONE,
                HoldOut.Rule.STRATIFIED,
                0);
    }

    @Test
    void imagesThatCannotBeUsedAreNamed() throws IOException {
        refused(folder("none", ImageFolder.Crop.CENTER), "none: there is no such folder here");
        refused(folder("none", ImageFolder.Crop.CENTER), "To try without: dataset.name=mnist dataset.size=4");
        Files.createDirectories(directory.resolve("empty"));
        refused(
                folder("empty", ImageFolder.Crop.CENTER),
                "has no .png, .jpg, .jpeg, .jpe, .jfif, .bmp, .gif, .tif, .tiff or .webp files. Give");
        Path file = directory.resolve("bad/x.png");
        picture(file, 10, 6, 4);
        unreadable("bad", ImageFolder.Crop.NONE, file + ": has 6×4 pixels and is not square");
        byte[] sound = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(sound, sound.length / 2));
        unreadable("bad", ImageFolder.Crop.CENTER, file.toString());
        Files.writeString(file, "no image");
        unreadable(
                "bad",
                ImageFolder.Crop.CENTER,
                file + ": is no PNG, JPEG, BMP, GIF, TIFF or WebP image: it begins with 6e 6f 20 69.");
        byte[] huge = sound.clone();
        huge[16] = 0x7f;
        huge[20] = 0x7f;
        Files.write(file, huge);
        unreadable("bad", ImageFolder.Crop.CENTER, file.toString());
    }

    private void unreadable(String name, ImageFolder.Crop crop, String message) throws IOException {
        try (Dataset data = open(folder(name, crop))) {
            assertThatThrownBy(() -> data.read(0, 1))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(message)
                    .hasMessageMatching("[^\\n]*");
            assertThatThrownBy(() -> data.stream(new RandomStream(1))
                            .next(new Batch(1, data.info().shape())))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(message);
        }
    }

    private static ImageFolder folder(String name, ImageFolder.Crop crop) {
        return new ImageFolder(name, 4, 3, Resize.BOX, crop, PixelRange.UNIT, 0, Augmentation.NONE);
    }

    private static void picture(Path file, int shade, int width, int height) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, shade * 0x010101);
        }
        String name = file.toString();
        ImageIO.write(image, name.endsWith("txt") ? "png" : name.substring(name.length() - 3), file.toFile());
    }

    private static int labelOf(Examples digits, float[] image, int start) {
        float[] wanted = Arrays.copyOfRange(image, start, start + 784);
        for (int i = 0; i < digits.count(); i++) {
            if (Arrays.equals(wanted, 0, 784, digits.values(), i * 784, (i + 1) * 784)) {
                return digits.labels()[i];
            }
        }
        throw new AssertionError("no such digit");
    }

    private void write(String name, byte[] pixels, byte[] labels, int count) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                new MatFixture(ByteOrder.LITTLE_ENDIAN)
                        .bytes("X", true, pixels, 32, 32, 3, count)
                        .bytes("y", true, labels, labels.length, 1)
                        .file());
    }

    /** Records of labels n, n, … and planes of n. */
    private static byte[] cifar(int labels, int count) {
        byte[] file = new byte[count * (labels + 3072)];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) (i / (labels + 3072));
        }
        return file;
    }

    private void writeTar(String name, Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (Map.Entry<String, byte[]> given : entries.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(given.getKey());
                entry.setSize(given.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(given.getValue());
                tar.closeArchiveEntry();
            }
        }
        Files.write(directory.resolve(name), bytes.toByteArray());
    }

    private float[] readAll(DatasetSource source, int count) throws IOException {
        try (Dataset data = open(source)) {
            assertThat(data.info().examples()).hasValue(count);
            return data.read(0, count).values();
        }
    }

    private Dataset open(DatasetSource source) throws IOException {
        return source.open(location(), Split.TRAINING);
    }

    private void refused(DatasetSource source, String message) {
        assertThatThrownBy(() -> open(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .hasMessageMatching("[^\\n]*");
    }

    private DataLocation location() {
        return new DataLocation(List.of(directory));
    }
}
