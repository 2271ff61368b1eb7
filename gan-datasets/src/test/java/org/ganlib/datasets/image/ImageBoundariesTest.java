package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers of images find the ends of segments, fields and lists to the byte. */
final class ImageBoundariesTest {
    private static final int ORIENTATION = 274;

    @TempDir
    private Path directory;

    /**
     * The bytes follow FF D8, which begins a JPEG file. FE is a comment, and its length includes
     * itself.
     */
    @ParameterizedTest
    @CsvSource({
        "'', it ends at byte 2",
        "FF, it ends at byte 3",
        "FFFF, it ends at byte 4",
        "FFFE00, it ends at byte 5",
        "FFFE0001, its segment at byte 2 goes beyond",
        "FFFE0002, it ends at byte 6",
        "FFFE0005, its segment at byte 2 goes beyond",
        "FFFE00040000, it ends at byte 8",
        "FFFE00050000, its segment at byte 2 goes beyond",
        "FFFE0002FFD90002, there is no segment at byte 6",
        "FFFE0002FFBF0002, there is no segment at byte 6",
        "FFFE000200C00002, there is no segment at byte 6"
    })
    void segmentsOfJpegEndWhereTheySay(String segments, String said) {
        byte[] content = joined(new byte[] {(byte) 0xff, (byte) 0xd8}, hexadecimal(segments));
        assertThatThrownBy(() -> JpegFile.of(content))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining(said);
    }

    /** Before a marker there may be any number of bytes FF, and a comment may be empty. */
    @Test
    void fillBytesAndEmptyCommentsDoNotCount() throws IOException {
        float[] expected = green(golden("rgb-444.jpg"));
        assertThat(green(afterStart("rgb-444.jpg", "FF"))).containsExactly(expected);
        assertThat(green(afterStart("rgb-444.jpg", "FFFFFFFE0002"))).containsExactly(expected);
        assertThat(green(afterStart("rgb-444.jpg", "FFFE0002"))).containsExactly(expected);
        assertThat(JpegFile.of(afterStart("rgb-444.jpg", "FFFE00040102")).essential())
                .isEqualTo(JpegFile.of(golden("rgb-444.jpg")).essential());
    }

    /**
     * Components named R, G and B are colours, unless a JFIF segment says that they are luma and
     * colour differences. "JFXX" is an extension, which says nothing, and so is a segment cut off.
     */
    @Test
    void onlyAWholeMarkOfJfifCounts() throws IOException {
        float[] colours = green(golden("no-marker-names-rgb.jpg"));
        assertThat(green(afterStart("no-marker-names-rgb.jpg", "FFE000074A46585800")))
                .containsExactly(colours);
        assertThat(green(afterStart("no-marker-names-rgb.jpg", "FFE000064A464946")))
                .containsExactly(colours);
        assertThat(green(afterStart("no-marker-names-rgb.jpg", "FFE000074A46494600")))
                .isNotEqualTo(colours);
    }

    @Test
    void exifBlocksThatEndEarlyAreReadAsFarAsTheyGo() {
        byte[] whole = exif(6);
        assertThat(Orientation.ofExif(whole).isSwapped()).isTrue();
        // The offset of a next directory, at the end, may be missing.
        byte[] withoutNext = Arrays.copyOf(whole, whole.length - 4);
        assertThat(Orientation.ofExif(withoutNext).isSwapped()).isTrue();
        for (int length = 0; length < withoutNext.length; length++) {
            assertThat(Orientation.ofExif(Arrays.copyOf(whole, length)))
                    .as("%s bytes", length)
                    .isEqualTo(Orientation.UPRIGHT);
        }
        byte[] marked = joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), whole);
        assertThat(Orientation.ofExif(marked).isSwapped()).isTrue();
    }

    @Test
    void directoriesOfTiffKnowWhetherTheyAreWhole() {
        byte[] file = exif(6);
        TiffDirectory directory = TiffDirectory.of(file);
        assertThat(directory.isWhole()).isTrue();
        assertThat(directory.start()).isEqualTo(8);
        assertThat(directory.next()).isEqualTo(0x01020304);
        assertThat(TiffDirectory.of(Arrays.copyOf(file, file.length - 1)).next())
                .isZero();
        assertThat(TiffDirectory.of(Arrays.copyOf(file, file.length - 4)).isWhole())
                .isTrue();
        assertThat(TiffDirectory.of(Arrays.copyOf(file, file.length - 5)).isWhole())
                .isFalse();
        // A directory without entries at the very end.
        ByteBuffer none = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        none.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
        assertThat(TiffDirectory.of(none.array()).isWhole()).isTrue();
        assertThat(TiffDirectory.of(Arrays.copyOf(none.array(), 9)).isWhole()).isFalse();
    }

    /** Numbers of every type, in the byte order of the file: 200 is −56 in one signed byte. */
    @ParameterizedTest
    @CsvSource({
        "1, C8000000, 200",
        "3, C8FF0000, 65480",
        "4, C8FFFFFF, 4294967240",
        "6, C8000000, -56",
        "8, C8FF0000, -56",
        "9, C8FFFFFF, -56",
        "11, 0000C03F, 1.5",
        "13, 05000000, 5"
    })
    void numbersOfFieldsHaveTheirTypes(int type, String bytes, double expected) {
        ByteBuffer file = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) 1);
        file.putShort((short) 300).putShort((short) type).putInt(1).put(hexadecimal(bytes));
        TiffDirectory directory = TiffDirectory.of(file.array());
        assertThat(directory.numbers(300, 5)).containsExactly(expected);
        assertThat(directory.isOf(300, type)).isTrue();
        assertThat(directory.isOf(300, type + 1)).isFalse();
        assertThat(directory.numbers(301, 5)).isEmpty();
    }

    /** A palette is grey if all of its colours are, whether they are used or not. */
    @Test
    void palettesOfGreysAloneAreGrey() throws IOException {
        byte[] levels = {0, 50, 100, (byte) 255};
        byte[] others = {0, 50, 101, (byte) 255};
        assertThat(palette(levels, levels, levels).isGrey()).isTrue();
        assertThat(palette(others, levels, levels).isGrey()).isFalse();
        assertThat(palette(levels, others, levels).isGrey()).isFalse();
        assertThat(palette(levels, levels, others).isGrey()).isFalse();
    }

    @Test
    void decodedNumbersMustBeWholeAndOfKnownMeaning() {
        ComponentColorModel fractions = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, 1, DataBuffer.TYPE_FLOAT);
        BufferedImage image = new BufferedImage(
                fractions,
                Raster.createWritableRaster(fractions.createCompatibleSampleModel(2, 2), new Point()),
                false,
                null);
        assertThatThrownBy(() -> RasterPixels.of(image))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("whole numbers of up to 16 bits are read");
        BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        for (ColourBands described : new ColourBands[] {
            new ColourBands(3, ColourBands.NONE, false, false), new ColourBands(1, 1, false, false)
        }) {
            assertThatThrownBy(() -> RasterPixels.of(grey, described))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining("its 1 channels are neither grey nor RGB nor CMYK");
        }
    }

    @Test
    void imagesAreFilesWithTheEndingOfOne() throws IOException {
        assertThat(ImageFile.isNameOfOne(Path.of("a", "b.PNG"))).isTrue();
        assertThat(ImageFile.isNameOfOne(Path.of("a.png", "b.txt"))).isFalse();
        Files.createDirectories(directory.resolve("folder.png"));
        Path image = Files.write(directory.resolve("b.jpg"), new byte[1]);
        Path other = Files.write(directory.resolve("a.webp"), new byte[1]);
        Files.write(directory.resolve("c.txt"), new byte[1]);
        assertThat(ImageFile.in(directory)).containsExactly(other, image);
    }

    @Test
    void aFileThatIsGoneIsSaidToBe() {
        Path gone = directory.resolve("gone.png");
        assertThatThrownBy(() -> ImageFile.read(gone))
                .isInstanceOf(DataException.class)
                .hasMessage(gone + ": there is no such file any more. Was it removed meanwhile?");
    }

    private ImageFile palette(byte[] red, byte[] green, byte[] blue) throws IOException {
        BufferedImage image =
                new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 4, red, green, blue));
        Path file = directory.resolve("palette.png");
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return ImageFile.read(file);
    }

    /**
     * A TIFF structure of one field, the orientation, which ends with the offset of a directory.
     */
    private static byte[] exif(int orientation) {
        ByteBuffer file = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) 1);
        file.putShort((short) ORIENTATION).putShort((short) TiffDirectory.SHORT).putInt(1);
        return file.putInt(orientation).putInt(0x01020304).array();
    }

    private float[] green(byte[] content) throws IOException {
        ImageFile image = ImageFile.read(Files.write(directory.resolve("x.jpg"), content));
        return image.plane(ImageFile.Shade.GREEN, 0, 0, image.width(), image.height());
    }

    /** A golden file with further bytes behind its first two. */
    private static byte[] afterStart(String name, String bytes) throws IOException {
        byte[] content = golden(name);
        return joined(Arrays.copyOf(content, 2), hexadecimal(bytes), Arrays.copyOfRange(content, 2, content.length));
    }

    private static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(ImageFileGoldenTest.folder().resolve(name));
    }

    private static byte[] hexadecimal(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
