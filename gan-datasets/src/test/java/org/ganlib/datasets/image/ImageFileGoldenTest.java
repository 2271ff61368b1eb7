package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Images of many kinds are read as Pillow reads them. scripts/golden/images.py wrote the images and
 * Pillow's pixels.
 */
final class ImageFileGoldenTest {
    @TempDir
    private Path directory;

    /** An image file and its pixels as Pillow reads them. */
    @SuppressWarnings("ArrayRecordComponent") // Read alone, never compared.
    record Golden(String name, int width, int height, byte[] pixels) {
        /**
         * The maximum difference of a level from Pillow's. Both JPEG decoders are libjpeg, so their
         * levels agree exactly. Numbers that do not have eight bits are scaled here, but truncated
         * in Pillow. Products with inks or alpha are rounded at every step in Pillow.
         */
        double tolerance() {
            if (name.matches(".*(alpha|rgba|cmyk)16.*")) {
                return 2.01;
            }
            if (name.matches(".*16.*png|rgb1[56].*bmp|palette\\.tif|.*16.*tif|.*premultiplied.*")) {
                return 1.5;
            }
            return name.matches(".*(alpha|transparent|rgba|cmyk|ycck).*") ? 0.51 : 0;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(ImageFileGoldenTest.class.getResource("golden"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Golden> images() throws IOException {
        try (Stream<String> lines = Files.lines(folder().resolve("pixels.txt"))) {
            return lines.map(line -> line.split(" ", -1))
                    .map(parts -> new Golden(
                            parts[0],
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            Base64.getDecoder().decode(parts[3])))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void readsWhatPillowReads(Golden golden) {
        ImageFile image = ImageFile.read(folder().resolve(golden.name()));
        assertThat(image.width()).isEqualTo(golden.width());
        assertThat(image.height()).isEqualTo(golden.height());
        for (int channel = 0; channel < 3; channel++) {
            float[] plane = image.plane(ImageFile.Shade.COLOURS.get(channel), 0, 0, golden.width(), golden.height());
            for (int i = 0; i < plane.length; i++) {
                assertThat((double) plane[i])
                        .as("channel %d, pixel %d", channel, i)
                        .isCloseTo(golden.pixels()[3 * i + channel] & 0xff, within(golden.tolerance()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void aFileThatIsCutOffIsRefusedOrShowsTheSame(Golden golden) throws IOException {
        byte[] whole = Files.readAllBytes(folder().resolve(golden.name()));
        ImageFile image = ImageFile.read(folder().resolve(golden.name()));
        float[] plane = image.plane(ImageFile.Shade.GREEN, 0, 0, image.width(), image.height());
        Path cut = directory.resolve(golden.name());
        int refused = 0;
        for (int length = 0; length < whole.length; length += 1 + whole.length / 37) {
            Files.write(cut, Arrays.copyOf(whole, length));
            ImageFile left;
            try {
                left = ImageFile.read(cut);
            } catch (DataException e) {
                assertThat(e.getMessage())
                        .startsWith(cut + ": ")
                        .doesNotContain("null")
                        .hasLineCount(1);
                refused++;
                continue;
            }
            assertThat(left.width()).as("cut at %d of %d", length, whole.length).isEqualTo(image.width());
            assertThat(left.plane(ImageFile.Shade.GREEN, 0, 0, image.width(), image.height()))
                    .as("cut at %d of %d", length, whole.length)
                    .containsExactly(plane);
        }
        // A lower bound is enough: profiles and unused palettes may make up most of a file and lie
        // at its end.
        assertThat(refused).isGreaterThan(5);
    }

    @Test
    void thereIsEveryKind() throws IOException {
        assertThat(images()).hasSizeGreaterThan(200);
    }
}
