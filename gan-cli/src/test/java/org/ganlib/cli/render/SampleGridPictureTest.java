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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

final class SampleGridPictureTest {
    @TempDir
    private Path directory;

    @Test
    void drawsTheExamplesOfTraining() throws IOException {
        Path file = directory.resolve("step.png");
        TensorShape shape = TensorShape.of(1, 2, 2);
        new SampleGridPicture().write(file, Nd4j.ones(DataType.FLOAT, 4, 1, 2, 2), data(shape));
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture.getRGB(10, 10) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void trainingOnDataThatCannotBeDrawnGoesOnWithoutPictures() {
        Path file = directory.resolve("step.png");
        new SampleGridPicture().write(file, Nd4j.ones(DataType.FLOAT, 4, 5), data(TensorShape.of(5)));
        assertThat(file).doesNotExist();
    }

    @Test
    void askedForAPictureItSaysWhyThereIsNone() {
        Examples examples = new Examples(TensorShape.of(5), new float[5], new int[1]);
        assertThatThrownBy(() -> new SampleGridPicture().write(directory.resolve("a.png"), examples, ValueRange.UNIT))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("examples of shape 5 cannot be drawn");
    }

    private static DatasetInfo data(TensorShape shape) {
        return new DatasetInfo(
                "fake", shape, ValueRange.SIGNED, OptionalInt.empty(), List.of(), "none", "nobody", "fake");
    }
}
