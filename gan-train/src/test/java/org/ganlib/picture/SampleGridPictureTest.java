package org.ganlib.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleGridPictureTest {
    @TempDir
    private Path directory;

    @Test
    void drawsExamplesInTheRangeOfTheData() throws IOException {
        Path file = directory.resolve("step.png");
        TensorShape shape = TensorShape.of(1, 1, 1);
        new SampleGridPicture()
                .write(
                        file,
                        new Examples(shape, new float[] {0}, new int[1]),
                        new FixedExamples(shape, ValueRange.SIGNED, List.of()));
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture.getRGB(10, 10) & 0xffffff).isEqualTo(0x808080);
    }

    @Test
    void saysWhichDataItCanDraw() {
        assertThat(new SampleGridPicture().canDraw(data(TensorShape.of(1, 2, 2))))
                .isTrue();
        assertThat(new SampleGridPicture().canDraw(data(TensorShape.of(5)))).isFalse();
    }

    @Test
    void askedForAPictureOfOtherDataItSaysWhyThereIsNone() {
        TensorShape shape = TensorShape.of(5);
        Examples examples = new Examples(shape, new float[5], new int[1]);
        assertThatThrownBy(() -> new SampleGridPicture()
                        .write(
                                directory.resolve("a.png"),
                                examples,
                                new FixedExamples(shape, ValueRange.SIGNED, List.of())))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("examples of shape 5 cannot be drawn");
    }

    @Test
    void realPointsAreGreyAndSetTheAxesWhereverGeneratedOnesLie() throws IOException {
        TensorShape shape = TensorShape.of(2);
        // The axes cover −1.3 to 1.3 on 626 pixels from 96 and 34.
        Dataset real = new FixedExamples(shape, ValueRange.UNBOUNDED, List.of(-1f, -1f, 1f, 1f, 0.7f, 0.3f));
        for (float far : new float[] {0.5f, 50}) {
            float[] generated = {0, 0.5f, far, far};
            BufferedImage picture = SampleGridPicture.picture(new Examples(shape, generated, new int[2]), real)
                    .picture();
            int realPoint = picture.getRGB((int) (96 + 626 * 2.0 / 2.6), (int) (34 + 626 * 1.0 / 2.6));
            assertThat(realPoint >> 16 & 0xff).as("red").isLessThan(0xe0).isEqualTo(realPoint & 0xff);
            int generatedPoint = picture.getRGB(96 + 626 / 2, (int) (34 + 626 * 0.8 / 2.6));
            assertThat(generatedPoint & 0xff).as("blue over red").isGreaterThan((generatedPoint >> 16 & 0xff) + 40);
        }
    }

    private static DatasetInfo data(TensorShape shape) {
        return new DatasetInfo(
                "fake", shape, ValueRange.SIGNED, OptionalInt.empty(), List.of(), "none", "nobody", "fake");
    }
}
