package org.ganlib.datasets.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class ImageFolderContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @TempDir
    private Path directory;

    /** Once, because what is read ahead is read while the next data set is opened. */
    @BeforeEach
    void writePictures() throws IOException {
        for (int i = 0; i < 15; i++) {
            Path folder = Files.createDirectories(directory.resolve("pictures/class" + i % 3));
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            image.setRGB(4, 4, 0x101010 * i);
            ImageIO.write(image, "png", folder.resolve("image" + i + ".png").toFile());
        }
    }

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new ImageFolder(
                "pictures",
                ImageFolder.ClassOrder.LEXICOGRAPHIC,
                8,
                12,
                1,
                Resize.BOX,
                ImageFolder.Crop.NONE,
                PixelRange.UNIT,
                0.2,
                new Augmentation(Augmentation.Flip.BOTH, 2, 4),
                HoldOut.Rule.EVERY_NTH,
                3);
    }

    @Override
    public Dataset openDataset() throws IOException {
        return new ImageFolder(
                        "pictures", 8, 1, Resize.BOX, ImageFolder.Crop.NONE, PixelRange.UNIT, 0.2, Augmentation.NONE)
                .open(new DataLocation(List.of(directory)), Split.TRAINING);
    }
}
