package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.ganlib.datasets.array.Logged;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of images describes its data, and the right pixels of each image are read. */
final class ImageFolderDetailsTest {
    @TempDir
    private Path directory;

    /**
     * Column x of the 9×4 image has the level 20·x; the middle 4 columns begin at ⌊(9 − 4)/2⌋ = 2.
     */
    @Test
    void theMiddleOfAnImageIsTaken() throws IOException {
        BufferedImage wide = new BufferedImage(9, 4, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage high = new BufferedImage(4, 9, BufferedImage.TYPE_BYTE_GRAY);
        for (int along = 0; along < 9; along++) {
            for (int across = 0; across < 4; across++) {
                wide.getRaster().setSample(along, across, 0, 20 * along);
                high.getRaster().setSample(across, along, 0, 20 * along);
            }
        }
        write(wide, "all/a.png");
        write(high, "all/b.png");
        float[] values = open(folder("all", 4, 1, Resize.BOX)).read(0, 2).values();
        for (int i = 0; i < 16; i++) {
            assertThat(values[i]).isCloseTo(20 * (2 + i % 4) / 255f, within(1e-6f));
            assertThat(values[16 + i]).isCloseTo(20 * (2 + i / 4) / 255f, within(1e-6f));
        }
    }

    /**
     * Column x of the 12×4 image has the level 20·x. Images of 2×4 pixels, height first, are the
     * middle 8 columns, from ⌊(12 − 8)/2⌋ = 2 on, in pairs. Of the 4×9 image, with the level 20·y + x,
     * they are two whole rows, from ⌊(9 − 2)/2⌋ = 3 on.
     */
    @Test
    void theMiddleOfTheProportionsAskedForIsTaken() throws IOException {
        BufferedImage wide = new BufferedImage(12, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 12; x++) {
            for (int y = 0; y < 4; y++) {
                wide.getRaster().setSample(x, y, 0, 20 * x);
            }
        }
        BufferedImage high = new BufferedImage(4, 9, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 4; x++) {
            for (int y = 0; y < 9; y++) {
                high.getRaster().setSample(x, y, 0, 20 * y + x);
            }
        }
        write(wide, "all/a.png");
        write(high, "all/b.png");
        Dataset data = open(oblong("all", 2, 4, ImageFolder.Crop.CENTER));
        assertThat(data.info().shape()).isEqualTo(TensorShape.of(1, 2, 4));
        float[] values = data.read(0, 2).values();
        for (int i = 0; i < 8; i++) {
            assertThat(values[i]).isCloseTo(20 * (2.5f + 2 * (i % 4)) / 255, within(1e-6f));
            assertThat(values[8 + i]).isCloseTo((20 * (3 + i / 4) + i % 4) / 255f, within(1e-6f));
        }
    }

    /** Three colours of 1×2 pixels are red of both pixels, green of both, blue of both. */
    @Test
    void channelsOfOblongImagesStandBehindOneAnother() throws IOException {
        BufferedImage colours = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        colours.setRGB(0, 0, 0x010203);
        colours.setRGB(1, 0, 0x040506);
        write(colours, "colours/a.png");
        ImageFolder folder = new ImageFolder(
                directory.resolve("colours").toString(),
                ImageFolder.ClassOrder.NATURAL,
                1,
                2,
                3,
                Resize.BOX,
                ImageFolder.Crop.NONE,
                PixelRange.UNIT,
                0,
                Augmentation.NONE,
                HoldOut.Rule.STRATIFIED,
                0);
        float[] values = open(folder).read(0, 1).values();
        int[] levels = {1, 4, 2, 5, 3, 6};
        for (int i = 0; i < levels.length; i++) {
            assertThat(values[i]).isCloseTo(levels[i] / 255f, within(1e-6f));
        }
    }

    @Test
    void otherProportionsAreRefusedWithoutCrop() throws IOException {
        write(new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY), "all/a.png");
        assertThat(open(oblong("all", 2, 4, ImageFolder.Crop.NONE)).read(0, 1).count())
                .isEqualTo(1);
        Dataset other = open(oblong("all", 2, 3, ImageFolder.Crop.NONE));
        assertThatThrownBy(() -> other.read(0, 1))
                .isInstanceOf(DataException.class)
                .hasMessage(directory.resolve("all/a.png") + ": has 8×4 pixels and is not of the proportions 3×2"
                        + " (dataset.width×dataset.size). Set dataset.crop to center, or crop it so.");
    }

    @Test
    void aWidthOutOfItsRangeIsNamed() {
        for (int width : new int[] {-1, 4097}) {
            assertThatThrownBy(() -> oblong("x", 4, width, ImageFolder.Crop.NONE))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessage("width: must be auto or in [1, 4096], was " + width);
        }
        assertThat(oblong("x", 4, 4096, ImageFolder.Crop.NONE).width()).isEqualTo(4096);
    }

    private ImageFolder oblong(String name, int height, int width, ImageFolder.Crop crop) {
        return new ImageFolder(
                directory.resolve(name).toString(),
                ImageFolder.ClassOrder.NATURAL,
                height,
                width,
                1,
                Resize.BOX,
                crop,
                PixelRange.UNIT,
                0,
                Augmentation.NONE,
                HoldOut.Rule.STRATIFIED,
                0);
    }

    /**
     * Half black and half white: a cubic filter overshoots by about 7 % on both sides of the edge.
     */
    @Test
    void levelsStayInTheRangeWhereACubicFilterOvershoots() throws IOException {
        BufferedImage edge = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            edge.getRaster().setSample(i % 8, i / 8, 0, i % 8 < 4 ? 0 : 255);
        }
        write(edge, "edge/a.png");
        ImageFolder signed = new ImageFolder(
                directory.resolve("edge").toString(),
                16,
                1,
                Resize.BICUBIC,
                ImageFolder.Crop.NONE,
                PixelRange.SIGNED,
                0,
                Augmentation.NONE);
        float[] values = open(signed).read(0, 1).values();
        for (float value : values) {
            assertThat(value).isBetween(-1f, 1f);
        }
        assertThat(values[0]).isEqualTo(-1);
        assertThat(values[15]).isEqualTo(1);
    }

    @Test
    void conversionsOfChannelsAreToldOnce() throws IOException {
        BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage colours = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        colours.setRGB(1, 1, 0x123456);
        for (String name : List.of("a.png", "b.png")) {
            write(grey, "grey/" + name);
            write(colours, "colours/" + name);
        }
        String widened = "image-folder: images that are stored in grey are read as three equal channels;"
                + " dataset.channels=1 reads all in grey";
        String narrowed = "image-folder: images that show colours are made grey (0.299 R + 0.587 G + 0.114 B);"
                + " dataset.channels=3 reads all in colour";
        assertThat(told("grey", 3)).isEqualTo(widened);
        assertThat(told("grey", 1)).isEmpty();
        assertThat(told("colours", 3)).isEmpty();
        assertThat(told("colours", 1)).isEqualTo(narrowed);
    }

    @Test
    void furtherImagesOfAFileAreToldOnce() throws IOException {
        Path first = directory.resolve("gifs/a.gif");
        Files.createDirectories(first.getParent());
        for (String name : List.of("a.gif", "b.gif")) {
            Files.copy(
                    ImageFileGoldenTest.folder().resolve("animated.gif"),
                    directory.resolve("gifs").resolve(name));
        }
        assertThat(told("gifs", 3))
                .isEqualTo(first + ": holds several images; the first is read, here and of other such files");
    }

    /** Files that are left out are told when the data is opened for training, and not again. */
    @Test
    void skippedFilesAreToldOnceForTraining() throws IOException {
        write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "some/a.png");
        Files.writeString(directory.resolve("some/b.txt"), "no image");
        write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "some/c.png");
        Path root = directory.resolve("some");
        ImageFolder folder = settings(root.toString(), 4, 3, 0.5);
        assertThat(Logged.during(() -> folder.open(location(), Split.HELD_OUT).close()))
                .isEmpty();
        assertThat(Logged.during(() -> open(folder).close()))
                .isEqualTo(root + ": files that are left out: 1 no images by their endings (.txt)");
        assertThat(Logged.during(() -> open(folder).close())).isEmpty();
    }

    @Test
    void classesWithoutImagesAreNamedUpToTwenty() throws IOException {
        write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "many/z/a.png");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            Files.createDirectories(directory.resolve("many/c" + i));
            names.append(i == 0 ? "c" : ", c").append(i);
        }
        Path root = directory.resolve("many");
        assertThat(open(folder("many", 4, 3, Resize.BOX)).remarks())
                .containsExactly(root + ": no class is made of the 20 folders " + names + ", which hold no images");
        Files.createDirectories(directory.resolve("many/c20"));
        assertThat(open(folder("many", 4, 3, Resize.BOX)).remarks())
                .containsExactly(root + ": no class is made of the 21 folders " + names + ", …, which hold no images");
        write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "one/z/a.png");
        Files.createDirectories(directory.resolve("one/y"));
        assertThat(open(folder("one", 4, 3, Resize.BOX)).remarks())
                .containsExactly(
                        directory.resolve("one") + ": no class is made of the folder y, which holds no images");
    }

    /** Runs of earlier versions recorded names and sizes alone. */
    @Test
    void fingerprintsOfEarlierVersionsAreKnownAgain() throws IOException {
        write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "some/a.png");
        Path root = directory.resolve("some");
        Path file = root.resolve("a.png");
        String older = FolderFingerprint.of(root, List.of(file)).ofNamesAndSizes(new int[] {0});
        try (Dataset data = open(folder("some", 4, 3, Resize.BOX))) {
            assertThat(data.hasFingerprint(data.info().fingerprint())).isTrue();
            assertThat(data.hasFingerprint(older)).isTrue();
            assertThat(data.hasFingerprint(older + "0")).isFalse();
            assertThat(data.hasFingerprint("sha256:0")).isFalse();
        }
    }

    @Test
    void foldersAreFoundAmongTheData() throws IOException {
        write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "some/a.png");
        ImageFolder named =
                new ImageFolder("some", 4, 3, Resize.BOX, ImageFolder.Crop.NONE, PixelRange.UNIT, 0, Augmentation.NONE);
        assertThat(open(named).info().name()).isEqualTo("image-folder (" + directory.resolve("some") + ")");
        ImageFolder file = new ImageFolder(
                "some/a.png", 4, 3, Resize.BOX, ImageFolder.Crop.NONE, PixelRange.UNIT, 0, Augmentation.NONE);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("some/a.png: there is no such folder here (")
                .hasMessageContaining(") nor in " + directory + ". Put PNG, JPEG, BMP, GIF, TIFF or WebP files");
    }

    @Test
    void settingsOutOfTheirRangesAreAllNamed() {
        assertThatThrownBy(() -> settings(" ", 0, 2, 1))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("folder: must name a folder; size: must be in [1, 4096], was 0;"
                        + " channels: must be 1 or 3, was 2; hold-out: must be in [0, 1), was 1.0");
        assertThatThrownBy(() -> settings("x", 4097, 1, -0.1))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("size: must be in [1, 4096], was 4097; hold-out: must be in [0, 1), was -0.1");
        settings("x", 4096, 1, 0.999);
        settings("x", 1, 3, 0);
    }

    private static ImageFolder settings(String folder, int size, int channels, double holdOut) {
        return new ImageFolder(
                folder, size, channels, Resize.BOX, ImageFolder.Crop.NONE, PixelRange.UNIT, holdOut, Augmentation.NONE);
    }

    private String told(String name, int channels) throws IOException {
        try (Dataset data = open(folder(name, 4, channels, Resize.BOX))) {
            return Logged.during(() -> data.read(0, 2));
        }
    }

    private ImageFolder folder(String name, int size, int channels, Resize resize) {
        return new ImageFolder(
                directory.resolve(name).toString(),
                size,
                channels,
                resize,
                ImageFolder.Crop.CENTER,
                PixelRange.UNIT,
                0,
                Augmentation.NONE);
    }

    private void write(BufferedImage image, String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    }

    private Dataset open(ImageFolder folder) throws IOException {
        return folder.open(location(), Split.TRAINING);
    }

    private DataLocation location() {
        return new DataLocation(List.of(directory));
    }
}
