package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageFileTest {
    @TempDir
    private Path directory;

    @Test
    void aJpegCutAtHalfIsRefusedAndNotReadWithAGreyHalf() throws IOException {
        BufferedImage photograph = new BufferedImage(200, 160, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200 * 160; i++) {
            photograph.setRGB(i % 200, i / 200, i * 2_654_435 & 0xffffff);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ImageIO.write(photograph, "jpg", whole);
        byte[] half = Arrays.copyOf(whole.toByteArray(), (int) (0.55 * whole.size()));
        refused("half.jpg", half, "cannot be decoded: ", "Replace or remove the file.");
    }

    @Test
    void aFileOfTwoZerosAndTwoOnesIsNoImage() throws IOException {
        refused(
                "x.png",
                new byte[] {0, 0, 1, 1, 0},
                "is no PNG, JPEG, BMP, GIF, TIFF or WebP image: it begins with 00 00 01 01.");
    }

    @Test
    void anEmptyFileIsNoImage() throws IOException {
        refused("x.jpg", new byte[0], "is no PNG, JPEG, BMP, GIF, TIFF or WebP image: it is empty.");
    }

    @Test
    void formatsThatAreNotReadAreNamed() throws IOException {
        refused("x.heic", latin("\0\0\0\u0018ftypheic\0\0\0\0"), "is a file of HEIC, which is not read", "Convert it");
        refused("x.avif", latin("\0\0\0\u0018ftypavif\0\0\0\0"), "is a file of AVIF, which is not read");
        refused("x.jxl", latin("\u00ff\n\0\0"), "is a file of JPEG XL, which is not read");
        refused("x.psd", latin("8BPS\0\u0001"), "is a file of Photoshop, which is not read");
    }

    @Test
    void anAnimationInWebpIsRefusedByName() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        file.put(latin("RIFF")).putInt(22).put(latin("WEBPVP8X")).putInt(10).put((byte) 2);
        refused("x.webp", file.array(), "it is an animation, which is not read. Save its frames one by one");
    }

    @Test
    void theDecoderOfWebpIsThereForUsualMachines() {
        for (String[] machine : new String[][] {
            {"Linux", "amd64"},
            {"Linux", "aarch64"},
            {"Mac OS X", "aarch64"},
            {"Mac OS X", "x86_64"},
            {"Windows 11", "amd64"}
        }) {
            assertThat(LibWebp.class.getResource(LibWebp.library(machine[0], machine[1])))
                    .as("%s on %s", machine[0], machine[1])
                    .isNotNull();
        }
        assertThat(LibWebp.class.getResource(LibWebp.library("Linux", "sparc"))).isNull();
    }

    @Test
    void numbersWithoutACertainWhiteAreRefused() throws IOException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, 1, DataBuffer.TYPE_FLOAT);
        WritableRaster raster = Raster.createWritableRaster(model.createCompatibleSampleModel(4, 4), new Point());
        Path file = directory.resolve("x.tif");
        assertThat(ImageIO.write(new BufferedImage(model, raster, false, null), "tif", file.toFile()))
                .isTrue();
        assertThatThrownBy(() -> ImageFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("its numbers have 32 bits, or are signed or fractions")
                .hasMessageContaining("Save it as 8 or 16 bits");
    }

    /**
     * The parameters are the photometric interpretation, samples, bits, type of the field, and
     * formats of samples.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 8, 3, 2",
        "1, 1, 8, 3, 3",
        "1, 1, 16, 3, 2",
        "1, 1, 16, 3, 3",
        "1, 1, 16, 1, 3",
        "1, 1, 16, 4, 3",
        "0, 1, 16, 3, 3",
        "2, 3, 8, 3, 2 2 2",
        "2, 3, 8, 3, 2",
        "2, 3, 8, 3, 1 1 2",
        "2, 3, 16, 3, 3 3 3",
        "2, 4, 8, 3, 2 2 2 2",
        "5, 4, 8, 3, 2 2 2 2",
        "1, 1, 8, 3, 5",
        "1, 1, 16, 3, 6",
        "1, 1, 8, 3, 77",
        "1, 1, 32, 3, 1",
        "1, 1, 32, 3, 3"
    })
    void tiffsOfSignedNumbersOrFractionsAreRefused(int photometric, int samples, int bits, int type, String formats)
            throws IOException {
        int[] format =
                Arrays.stream(formats.split(" ")).mapToInt(Integer::parseInt).toArray();
        refused(
                "x.tif",
                TiffFixture.of(photometric, samples, bits)
                        .with(339, type, format)
                        .bytes(),
                "cannot be decoded: its numbers have " + bits
                        + " bits, or are signed or fractions; whole numbers of up to"
                        + " 16 bits are read. Save it as 8 or 16 bits.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void tiffsOfUnsignedNumbersAndOfUndefinedOnesAreRead(int format) throws IOException {
        for (int bits : new int[] {8, 16}) {
            Path file = Files.write(
                    directory.resolve("x.tif"),
                    TiffFixture.of(2, 3, bits)
                            .with(339, TiffFixture.SHORT, format, format, format)
                            .bytes());
            float level = ImageFile.read(file).plane(ImageFile.Shade.GREEN, 0, 0, 4, 3)[1];
            assertThat(level).isCloseTo(bits == 8 ? 28 : (56 + 256 * 63) / 257f, within(1e-4f));
        }
    }

    /**
     * The parameters are the photometric interpretation, the number of samples, the kinds of extra
     * samples, and the expected level of the second pixel.
     */
    @ParameterizedTest
    @CsvSource({
        // The samples count upwards by 7. Grey is counted from black (1) or from white (0).
        "1, 2, 0, 14",
        "1, 3, 0 0, 21",
        "0, 2, 0, 241",
        "0, 3, 0 0, 234",
        "1, 2, 2, 235.153",
        "1, 2, 1, 248",
        "1, 3, 0 2, 222.882",
        "1, 4, 0 0 0, 28",
        // For red, green and blue, the green level is compared.
        "2, 4, 0, 35",
        "2, 5, 0 2, 202.376",
        "2, 5, 0 1, 234",
        "2, 6, 0 0 0, 49",
        // For inks, green is (1 − magenta)·(1 − black).
        "5, 5, 0, 166.224",
        "5, 5, 2, 233.067"
    })
    void samplesBesideTheColoursAreIgnoredUnlessTheyAreSaidToBeTransparency(
            int photometric, int samples, String kinds, float level) throws IOException {
        int[] kind = Arrays.stream(kinds.split(" ")).mapToInt(Integer::parseInt).toArray();
        Path file = Files.write(
                directory.resolve("x.tif"),
                TiffFixture.of(photometric, samples, 8)
                        .with(338, TiffFixture.SHORT, kind)
                        .bytes());
        ImageFile image = ImageFile.read(file);
        assertThat(image.isGrey()).isEqualTo(photometric < 2);
        assertThat(image.plane(ImageFile.Shade.GREEN, 0, 0, 4, 3)[1]).isCloseTo(level, within(0.01f));
    }

    @Test
    void channelsOfTiffsThatAreNothingKnownAreRefused() throws IOException {
        for (int[] kind : new int[][] {{2, 1}, {2, 2}, {1, 3}, {2, 5}, {5, 3}, {5, 5}, {5, 6}}) {
            refused(
                    "x.tif",
                    TiffFixture.of(kind[0], kind[1], 8).bytes(),
                    "its " + kind[1] + " channels are neither grey nor RGB nor CMYK. Save it in one of these.");
        }
        refused(
                "x.tif",
                TiffFixture.of(3, 2, 8)
                        .with(320, TiffFixture.SHORT, new int[768])
                        .with(338, TiffFixture.SHORT, 2)
                        .bytes(),
                "it has 2 channels, of which one is looked up in a palette; of these only that one is read. Save it as RGB.");
        refused(
                "x.tif",
                TiffFixture.of(0, 2, 8).with(338, TiffFixture.SHORT, 2).bytes(),
                "its grey is counted from white, and it has transparency");
        for (int photometric : new int[] {4, 8, 9, 32_803, 32_844}) {
            refused(
                    "x.tif",
                    TiffFixture.of(photometric, photometric == 8 || photometric == 9 ? 3 : 1, 8)
                            .bytes(),
                    "its colours are of kind " + photometric
                            + " (PhotometricInterpretation), which is neither grey nor RGB"
                            + " nor CMYK. Save it in one of these.");
        }
    }

    @Test
    void aTiffWithoutThePaletteThatItSpeaksOfIsRefused() throws IOException {
        for (TiffFixture file :
                List.of(TiffFixture.of(3, 1, 8), TiffFixture.of(3, 1, 8).with(320, TiffFixture.LONG, new int[768]))) {
            refused("x.tif", file.bytes(), "it has no palette, and says that its numbers are looked up in one.");
        }
    }

    @Test
    void stripsOfJpegInATiffMustLieInTheFile() throws IOException {
        TiffFixture file = TiffFixture.of(2, 3, 8).with(259, TiffFixture.SHORT, 7);
        refused("x.tif", file.bytes(), "cannot be decoded: there is no segment at byte 2.");
        refused(
                "x.tif",
                file.with(273, TiffFixture.LONG, 1_000_000).bytes(),
                "cannot be decoded: its strip or tile 0 does not lie within the file.");
        refused(
                "x.tif",
                file.with(273, TiffFixture.LONG, 8)
                        .with(279, TiffFixture.LONG, 1)
                        .bytes(),
                "cannot be decoded: its strip or tile 0 does not lie within the file.");
        int[] many = new int[1000];
        Arrays.fill(many, 8);
        refused(
                "x.tif",
                file.with(273, TiffFixture.LONG, many)
                        .with(
                                279,
                                TiffFixture.LONG,
                                Arrays.stream(many).map(i -> 30).toArray())
                        .bytes(),
                "cannot be decoded: its strips or tiles have more bytes than the file.");
    }

    @Test
    void aTiffWhoseDirectoryIsCutOffIsRefused() throws IOException {
        byte[] tiff = TiffFixture.of(2, 3, 8).bytes();
        for (int length : new int[] {8, 45, 60, tiff.length - 12}) {
            refused("x.tif", Arrays.copyOf(tiff, length), "cannot be decoded: it is cut off at byte " + length + ".");
        }
        byte[] formats =
                TiffFixture.of(2, 3, 8).with(339, TiffFixture.SHORT, 1, 1, 1).bytes();
        refused(
                "x.tif",
                Arrays.copyOf(formats, formats.length - 1),
                "cannot be decoded: its field 339 goes beyond the file's end.");
    }

    @Test
    void aWrongChecksumOfPixelsIsFound() throws IOException {
        byte[] png = golden("rgb8.png");
        int data = new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT");
        png[data + 20] ^= 1;
        refused("x.png", png, "the checksum of its chunk IDAT at byte " + (data - 4) + " is wrong");
    }

    @Test
    void missingRowsBehindSoundChecksumsAreFound() throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (OutputStream compressed = new DeflaterOutputStream(rows)) {
            compressed.write(new byte[5 * 8]);
        }
        refused("x.png", png(8, 8, 1, rows.toByteArray()), "cannot be decoded");
    }

    @Test
    void whatLiesOutsideItsSegmentsDoesNotCount() throws IOException {
        Path file = Files.write(directory.resolve("renamed.bmp"), golden("orientation6.jpg"));
        assertThat(ImageFile.read(file).width()).isEqualTo(13);
        assertThat(ImageFile.read(file).height()).isEqualTo(19);
    }

    @Test
    void aRectangleOfATurnedImageIsThatOfTheUprightOne() throws IOException {
        for (int orientation = 1; orientation <= 8; orientation++) {
            ImageFile image =
                    ImageFile.read(ImageFileGoldenTest.folder().resolve("orientation" + orientation + ".jpg"));
            float[] whole = image.plane(ImageFile.Shade.RED, 0, 0, image.width(), image.height());
            float[] part = image.plane(ImageFile.Shade.RED, 3, 2, 7, 5);
            for (int i = 0; i < part.length; i++) {
                assertThat(part[i]).isEqualTo(whole[(2 + i / 7) * image.width() + 3 + i % 7]);
            }
        }
    }

    @Test
    void coloursAreWhatIsShownAndGreyWhatIsStored() {
        assertThat(golden("grey.jpg", ImageFile::isGrey)).isTrue();
        assertThat(golden("grey.jpg", ImageFile::showsColours)).isFalse();
        assertThat(golden("rgb-444.jpg", ImageFile::isGrey)).isFalse();
        assertThat(golden("rgb-444.jpg", ImageFile::showsColours)).isTrue();
        assertThat(golden("cmyk-middle-grey.jpg", ImageFile::isGrey)).isFalse();
        assertThat(golden("cmyk-middle-grey.jpg", ImageFile::showsColours)).isFalse();
        assertThat(golden("lossless-grey.webp", ImageFile::showsColours)).isFalse();
    }

    @Test
    void furtherImagesOfAFileAreKnownOf() {
        assertThat(golden("animated.gif", ImageFile::isOneOfSeveral)).isTrue();
        assertThat(golden("two-pages.tif", ImageFile::isOneOfSeveral)).isTrue();
        assertThat(golden("palette.gif", ImageFile::isOneOfSeveral)).isFalse();
        assertThat(golden("rgb-raw.tif", ImageFile::isOneOfSeveral)).isFalse();
    }

    @Test
    void middleGreyInkIsMiddleGrey() {
        ImageFile image = ImageFile.read(ImageFileGoldenTest.folder().resolve("cmyk-middle-grey.jpg"));
        assertThat(image.plane(ImageFile.Shade.BRIGHTNESS, 0, 0, 8, 8)).containsOnly(128);
    }

    @Test
    void numbersOfSixteenBitsAreNotRounded() {
        ImageFile image = ImageFile.read(ImageFileGoldenTest.folder().resolve("grey16.png"));
        float[] plane = image.plane(ImageFile.Shade.BRIGHTNESS, 0, 0, image.width(), image.height());
        for (float level : plane) {
            assertThat(level * 257).isCloseTo(Math.round(level * 257), within(0.02f));
        }
        assertThat(plane[1] % 1).isNotZero();
    }

    /**
     * Reads a sound image of 8192 × 8192 pixels with several heap sizes. One heap is smaller than
     * the number of pixels, some cannot hold the decoded image, and some can hold it but no plane
     * of it. Java's PNG reader hides the error in an exception.
     */
    @ParameterizedTest
    @CsvSource({"1, -Xmx40m", "1, -Xmx70m", "1, -Xmx160m", "3, -Xmx160m", "3, -Xmx200m", "3, -Xmx300m"})
    void aSoundImageThatDoesNotFitIntoMemoryIsNotCalledDamaged(int channels, String heap) throws Exception {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (OutputStream compressed = new DeflaterOutputStream(rows)) {
            for (int y = 0; y < 8192; y++) {
                compressed.write(new byte[1 + 8192 * channels]);
            }
        }
        Path file = Files.write(directory.resolve("large.png"), png(8192, 8192, channels, rows.toByteArray()));
        assertThat(inAnotherProcess(heap, Reader.class, file))
                .startsWith("out of memory: " + file + ": decoding its 8,192×8,192 pixels needs about 0.8 GiB")
                .contains(". Make the image smaller, or give more: GAN_JAVA_OPTS=-Xmx2g")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"large.png", "large.jpg", "large.tif", "large.webp"})
    void aFileWhoseBytesDoNotFitIntoMemoryIsToBeMadeSmaller(String name) throws Exception {
        byte[] start =
                golden(Map.of("png", "rgb8.png", "jpg", "rgb-444.jpg", "tif", "rgb-raw.tif", "webp", "lossless.webp")
                        .get(name.substring(6)));
        Path file = Files.write(directory.resolve(name), Arrays.copyOf(start, 100 << 20));
        assertThat(inAnotherProcess("-Xmx80m", Reader.class, file))
                .isEqualToIgnoringNewLines(
                        "out of memory: " + file + ": reading its 104,857,600 bytes needs about 0.4 GiB,"
                                + " and Java's heap has 0.1 GiB in all. Make the image smaller, or give more: GAN_JAVA_OPTS=-Xmx1g");
    }

    @Test
    void aFileWhoseBytesFitIntoMemoryOnceIsToBeMadeSmaller() throws Exception {
        byte[] noise = new byte[2000 * (1 + 3 * 6000)];
        new Random(1).nextBytes(noise);
        for (int y = 0; y < 2000; y++) {
            noise[y * (1 + 3 * 6000)] = 0;
        }
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (OutputStream compressed = new DeflaterOutputStream(rows, new Deflater(Deflater.NO_COMPRESSION))) {
            compressed.write(noise);
        }
        Path file = Files.write(directory.resolve("noise.png"), png(6000, 2000, 3, rows.toByteArray()));
        for (String heap : List.of("-Xmx60m", "-Xmx90m", "-Xmx130m", "-Xmx170m")) {
            assertThat(inAnotherProcess(heap, Reader.class, file))
                    .as(heap)
                    .startsWith("out of memory: " + file + ": ")
                    .containsPattern(
                            "(reading its 36,0.*bytes needs about 0\\.1|decoding its 6,000×2,000 pixels needs about 0\\.3)"
                                    + " GiB, and Java's heap has 0\\.[12] GiB in all\\. Make the image smaller, or give more:"
                                    + " GAN_JAVA_OPTS=-Xmx1g")
                    .hasLineCount(1);
        }
    }

    @Test
    void aSmallImageBesideAFullHeapIsNotCalledDamaged() throws Exception {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (OutputStream compressed = new DeflaterOutputStream(rows)) {
            compressed.write(new byte[250 * (1 + 3 * 250)]);
        }
        Path file = Files.write(directory.resolve("small.png"), png(250, 250, 3, rows.toByteArray()));
        assertThat(inAnotherProcess("-Xmx64m", FullHeap.class, file))
                .startsWith("out of memory: " + file + ": Java's heap of 0.1 GiB is too full for ")
                .contains(". Take fewer images at a time, or give more: GAN_JAVA_OPTS=-Xmx1g")
                .hasLineCount(1);
    }

    @Test
    void anImageThatCannotBeResizedInMemoryIsNamed() throws Exception {
        Path file = Files.copy(
                ImageFileGoldenTest.folder().resolve("cmyk-middle-grey.jpg"), directory.resolve("small.jpg"));
        assertThat(inAnotherProcess("-Xmx240m", Folder.class, directory))
                .isEqualToIgnoringNewLines("out of memory: " + file
                        + ": resizing its 8×8 pixels to 4,096×4,096 needs about 0.1 GiB, and Java's heap has 0.2 GiB in all."
                        + " Make the image smaller, or give more: GAN_JAVA_OPTS=-Xmx1g");
    }

    private static String inAnotherProcess(String heap, Class<?> program, Path argument) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        argument.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    /** A program that reads an image and prints the result, or the message of the failure. */
    static final class Reader {
        private Reader() {}

        /** Reads the file that the argument names. */
        public static void main(String[] arguments) {
            try {
                ImageFile image = ImageFile.read(Path.of(arguments[0]));
                image.plane(ImageFile.Shade.RED, 0, 0, image.width(), image.height());
                System.out.println("read");
            } catch (GanException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** A program that reads an image once, and again when only 150 kB of the heap are free. */
    static final class FullHeap {
        private FullHeap() {}

        /** Reads the file that the argument names. */
        public static void main(String[] arguments) {
            List<Object> kept = new ArrayList<>(1 << 18);
            Path file = Path.of(arguments[0]);
            ImageFile.read(file);
            // The classes that a message needs are loaded while there is memory for them.
            ImageMemory.ofContent("", 1).lacking(null);
            try {
                while (true) {
                    kept.add(new byte[1000]);
                }
            } catch (OutOfMemoryError e) {
                kept.subList(kept.size() - 150, kept.size()).clear();
            }
            try {
                kept.add(ImageFile.read(file));
                System.out.println("read");
            } catch (GanException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** A program that reads the first image of a folder at the largest size. */
    static final class Folder {
        private Folder() {}

        /** Reads from the folder that the argument names. */
        public static void main(String[] arguments) throws IOException {
            ImageFolder folder = new ImageFolder(
                    arguments[0], 4096, 1, Resize.BOX, ImageFolder.Crop.NONE, PixelRange.UNIT, 0, Augmentation.NONE);
            try (Dataset images = folder.open(new DataLocation(List.of(Path.of(arguments[0]))), Split.TRAINING)) {
                images.read(0, 1);
                System.out.println("read");
            } catch (GanException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private void refused(String name, byte[] content, String... said) throws IOException {
        Path file = Files.write(directory.resolve(name), content);
        assertThatThrownBy(() -> ImageFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContainingAll(said)
                .hasMessageMatching("[^\\n]*");
    }

    private static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(ImageFileGoldenTest.folder().resolve(name));
    }

    private static boolean golden(String name, Predicate<ImageFile> question) {
        return question.test(ImageFile.read(ImageFileGoldenTest.folder().resolve(name)));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A PNG file with 8 bits per channel, in grey or in colour. */
    private static byte[] png(int width, int height, int channels, byte[] data) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(latin("\u0089PNG\r\n\u001a\n"));
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .put((byte) (channels == 1 ? 0 : 2))
                .array();
        chunk(file, "IHDR", header);
        chunk(file, "IDAT", data);
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String kind, byte[] content) {
        byte[] body = ByteBuffer.allocate(4 + content.length)
                .put(latin(kind))
                .put(content)
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(body);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(body);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
