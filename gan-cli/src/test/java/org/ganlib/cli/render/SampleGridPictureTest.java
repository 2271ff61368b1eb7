package org.ganlib.cli.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleGridPictureTest {
    @TempDir
    private Path directory;

    @Test
    void drawsExamplesInTheRangeOfTheData() throws IOException {
        Path file = directory.resolve("step.png");
        TensorShape shape = TensorShape.of(1, 1, 1);
        new SampleGridPicture().write(file, new Examples(shape, new float[] {0}, new int[1]), data(shape));
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
        assertThatThrownBy(() -> new SampleGridPicture().write(directory.resolve("a.png"), examples, data(shape)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("examples of shape 5 cannot be drawn");
    }

    private static DatasetInfo data(TensorShape shape) {
        return new DatasetInfo(
                "fake", shape, ValueRange.SIGNED, OptionalInt.empty(), List.of(), "none", "nobody", "fake");
    }
}
