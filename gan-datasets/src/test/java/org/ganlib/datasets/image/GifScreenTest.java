package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A GIF is as large as its logical screen, or larger where its first image reaches beyond it.
 * Around that image, of the green levels 10 and 200, it is transparent, which is white.
 */
final class GifScreenTest {
    /** The bytes of an image: a descriptor of 10 and two pixels in 5. */
    private static final int IMAGE = 15;

    @TempDir
    private Path directory;

    /** The screen, the place of the image, and the rows of green levels to expect. */
    @ParameterizedTest
    @CsvSource({
        "2, 1, 0, 0, 10 200",
        "4, 1, 1, 0, 255 10 200 255",
        "2, 3, 0, 1, 255 255/10 200/255 255",
        "1, 1, 1, 2, 255 255 255/255 255 255/255 10 200",
        "4, 2, 0, 0, 10 200 255 255/255 255 255 255",
        "0, 0, 0, 0, 10 200"
    })
    void theImageLiesAtItsPlaceOnTheScreen(int width, int height, int left, int top, String rows) throws IOException {
        ImageFile image = read(gif(width, height, left, top));
        String[] expected = rows.split("/", -1);
        assertThat(image.height()).isEqualTo(expected.length);
        float[] levels = image.plane(ImageFile.Shade.GREEN, 0, 0, image.width(), image.height());
        for (int y = 0; y < expected.length; y++) {
            double[] row = Arrays.stream(expected[y].split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(image.width()).isEqualTo(row.length);
            for (int x = 0; x < row.length; x++) {
                assertThat((double) levels[y * row.length + x]).isEqualTo(row[x]);
            }
        }
    }

    @Test
    void screensThatAreTooLargeAreRefused() throws IOException {
        requireRefusal(gif(60_000, 60_000, 0, 0), "60,000×60,000");
        requireRefusal(gif(1, 1, 65_000, 65_000), "65,002×65,001");
        assertThat(read(gif(8192, 1, 0, 0)).width()).isEqualTo(8192);
    }

    @Test
    void furtherImagesAreSeenBehindTheFirst() throws IOException {
        byte[] one = gif(2, 1, 0, 0);
        assertThat(read(one).isOneOfSeveral()).isFalse();
        // The second image takes the place of the trailer, the last byte.
        byte[] two = Arrays.copyOf(one, one.length + IMAGE);
        System.arraycopy(one, one.length - 1 - IMAGE, two, one.length - 1, IMAGE);
        two[two.length - 1] = ';';
        assertThat(read(two).isOneOfSeveral()).isTrue();
    }

    @Test
    void pngsThatPromiseTooManyPixelsAreRefused() throws IOException {
        byte[] png = Files.readAllBytes(ImageFileGoldenTest.folder().resolve("grey8.png"));
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 20_000).putInt(20, 30_000);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        header.putInt(29, (int) checksum.getValue());
        requireRefusal(png, "20,000×30,000");
    }

    private void requireRefusal(byte[] content, String pixels) throws IOException {
        Path file = Files.write(directory.resolve("x.gif"), content);
        assertThatThrownBy(() -> ImageFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ": cannot be decoded: its header promises " + pixels
                        + " pixels; at most 67,108,864 are decoded. Make it smaller or remove it.");
    }

    private ImageFile read(byte[] content) throws IOException {
        return ImageFile.read(Files.write(directory.resolve("x.gif"), content));
    }

    /** Two pixels of a palette, compressed as the codes clear, 0, 1, end, of three bits each. */
    private static byte[] gif(int width, int height, int left, int top) {
        ByteBuffer file = ByteBuffer.allocate(13 + 6 + IMAGE + 1).order(ByteOrder.LITTLE_ENDIAN);
        file.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) width).putShort((short) height);
        file.put((byte) 0x80).put((byte) 0).put((byte) 0);
        file.put(new byte[] {1, 10, 2, 3, (byte) 200, 4});
        file.put((byte) ',').putShort((short) left).putShort((short) top);
        file.putShort((short) 2).putShort((short) 1).put((byte) 0);
        int codes = 4 | (1 << 6) | (5 << 9);
        file.put((byte) 2).put((byte) 2).putShort((short) codes).put((byte) 0);
        return file.put((byte) ';').array();
    }
}
