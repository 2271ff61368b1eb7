package org.ganlib.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageGridTest {
    private static final int BACKGROUND = 0x8a8f98;

    @TempDir
    private Path directory;

    @Test
    void everyValueIsASquareOfItsShadeInTheFileToo() throws IOException {
        // Three images of 2×2 in a grid of 2×2: scale 139, so that two of them, with three
        // separators, reach 560 pixels.
        float[] values = {-1, 1, 0, 0.5f, 1, 1, 1, 1, -1, -1, -1, 3};
        Path file = directory.resolve("grid.png");
        ImageGrid.of(TensorShape.of(1, 2, 2), ValueRange.SIGNED, values).write(file);
        BufferedImage picture = ImageIO.read(file.toFile());
        int scale = 139;
        int cell = 2 * scale + 2;
        assertThat(picture.getWidth()).isEqualTo(2 + 2 * cell);
        assertThat(picture.getHeight()).isEqualTo(2 + 2 * cell);
        int[][] shades = {{0, 255, 128, 191}, {255, 255, 255, 255}, {0, 0, 0, 255}};
        for (int i = 0; i < 3; i++) {
            for (int v = 0; v < 4; v++) {
                int left = 2 + i % 2 * cell + v % 2 * scale;
                int top = 2 + i / 2 * cell + v / 2 * scale;
                int expected = shades[i][v] * 0x010101;
                assertThat(rgb(picture, left, top)).isEqualTo(expected);
                assertThat(rgb(picture, left + scale - 1, top + scale - 1)).isEqualTo(expected);
            }
        }
        assertThat(rgb(picture, 1, 1)).isEqualTo(BACKGROUND);
        assertThat(rgb(picture, cell, 5)).isEqualTo(BACKGROUND);
        assertThat(rgb(picture, cell + 1, 5)).isEqualTo(BACKGROUND);
        assertThat(rgb(picture, 5, cell)).isEqualTo(BACKGROUND);
        assertThat(rgb(picture, cell + 10, cell + 10)).as("an empty cell").isEqualTo(BACKGROUND);
    }

    @Test
    void threeChannelsAreRedGreenAndBlue() {
        // One image of 1×2, channel by channel.
        float[] values = {1, 0, 0.2f, 1, 0, 0.4f};
        BufferedImage picture =
                ImageGrid.of(TensorShape.of(3, 1, 2), ValueRange.UNIT, values).picture();
        assertThat(rgb(picture, 2, 2)).isEqualTo(0xff3300);
        assertThat(rgb(picture, picture.getWidth() - 3, 2)).isEqualTo(0x00ff66);
    }

    @Test
    void theGridIsAboutSquareAndWideEnough() {
        for (int count : new int[] {1, 2, 3, 10, 64, 100}) {
            for (int[] size : new int[][] {{28, 28}, {64, 64}, {8, 32}, {1, 1}}) {
                BufferedImage picture = ImageGrid.of(
                                TensorShape.of(1, size[0], size[1]),
                                ValueRange.UNIT,
                                new float[count * size[0] * size[1]])
                        .picture();
                assertThat(picture.getWidth()).as("%s images", count).isGreaterThanOrEqualTo(560);
                if (count >= 64) {
                    assertThat(picture.getHeight() / (double) picture.getWidth())
                            .isBetween(0.7, 1.4);
                }
            }
        }
    }

    @Test
    void whatIsNotANumberIsSeen() {
        BufferedImage picture = ImageGrid.of(TensorShape.of(1, 1, 2), ValueRange.UNIT, new float[] {Float.NaN, 1})
                .picture();
        assertThat(rgb(picture, 2, 2)).isEqualTo(0xff00c8);
    }

    @Test
    void withoutABoundedRangeTheValuesSpanTheShades() {
        BufferedImage picture = ImageGrid.of(
                        TensorShape.of(1, 1, 3), ValueRange.UNBOUNDED, new float[] {-4, 4, Float.POSITIVE_INFINITY})
                .picture();
        assertThat(rgb(picture, 2, 2)).isEqualTo(0x000000);
        assertThat(rgb(picture, picture.getWidth() / 2, 2)).isEqualTo(0xffffff);
        assertThat(rgb(picture, picture.getWidth() - 3, 2)).isEqualTo(0xffffff);
    }

    @Test
    void pointsAreDrawnWhereTheyAre() {
        float[] points = {0.5f, 0.5f, -1, -1, Float.NaN, 0};
        BufferedImage picture =
                ImageGrid.of(TensorShape.of(2), ValueRange.SIGNED, points).picture();
        assertThat(picture.getWidth()).isGreaterThanOrEqualTo(560);
        // The axes cover −1.06 to 1.06 on 626 pixels from 96 and 34.
        assertThat(isPoint(picture, 96 + 626 * 1.56 / 2.12, 34 + 626 * 0.56 / 2.12))
                .isTrue();
        assertThat(isPoint(picture, 96 + 626 * 0.06 / 2.12, 34 + 626 * 2.06 / 2.12))
                .isTrue();
        assertThat(isPoint(picture, 96 + 626 * 0.56 / 2.12, 34 + 626 * 0.56 / 2.12))
                .isFalse();
    }

    @Test
    void pointsOfAnyMagnitudeCanBeDrawn() {
        for (double scale : new double[] {1e-30, 1e-6, 1, 1_000, 1e7, 1e30}) {
            for (double offset : new double[] {0, 1, -1e5}) {
                RandomStream random = new RandomStream(1);
                float[] points = new float[200];
                for (int i = 0; i < points.length; i++) {
                    points[i] = (float) (scale * (offset + random.nextNormal()));
                }
                assertThat(ImageGrid.of(TensorShape.of(2), ValueRange.UNBOUNDED, points)
                                .picture())
                        .as("scale %s, offset %s", scale, offset)
                        .isNotNull();
            }
        }
        assertThat(ImageGrid.of(TensorShape.of(2), ValueRange.UNBOUNDED, new float[] {Float.NaN, 0})
                        .picture())
                .isNotNull();
        assertThat(ImageGrid.of(TensorShape.of(2), ValueRange.UNBOUNDED, new float[] {3, 3, 3, 3})
                        .picture())
                .isNotNull();
    }

    @Test
    void otherShapesAreRefused() {
        assertThat(ImageGrid.canDraw(TensorShape.of(2, 8, 8))).isFalse();
        assertThat(ImageGrid.canDraw(TensorShape.of(3, 8, 8))).isTrue();
        assertThatThrownBy(() -> ImageGrid.of(TensorShape.of(5), ValueRange.UNIT, new float[10]))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "examples of shape 5 cannot be drawn: a picture needs images of 1 or 3 channels, or points of the plane."
                                + " Write them to an .npy file.");
    }

    @Test
    void tooManyImagesAreRefused() {
        assertThatThrownBy(() -> ImageGrid.of(TensorShape.of(1, 1, 1), ValueRange.UNIT, new float[12_000_000]))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "12,000,000 images of 1×1 are too many for one picture (10,397×10,394 pixels). Draw fewer, or write them to"
                                + " an .npy file.");
    }

    @Test
    void noOrHalfAnExampleIsRefused() {
        assertThatThrownBy(() -> ImageGrid.of(TensorShape.of(2), ValueRange.UNIT, new float[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageGrid.of(TensorShape.of(2), ValueRange.UNIT, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 values are not one or more examples of 2");
    }

    @Test
    void anOldPictureIsReplacedAndOneThatCannotBeWrittenIsNamed() throws IOException {
        ImageGrid grid = ImageGrid.of(TensorShape.of(1, 1, 1), ValueRange.UNIT, new float[1]);
        Path file = Files.writeString(directory.resolve("grid.png"), "old");
        grid.write(file);
        assertThat(ImageIO.read(file.toFile())).isNotNull();
        assertThatThrownBy(() -> grid.write(directory.resolve("missing/grid.png")))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("missing does not exist");
    }

    private static int rgb(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xffffff;
    }

    private static boolean isPoint(BufferedImage picture, double x, double y) {
        int colour = rgb(picture, (int) x, (int) y);
        return (colour & 0xff) > (colour >> 16) + 40;
    }
}
