package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.datasets.file.MatFixture;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.io.TempDir;

final class SvhnContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @TempDir
    private Path directory;

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new Svhn(PixelRange.UNIT, new Augmentation(Augmentation.Flip.BOTH, 2, 20));
    }

    @Override
    public Dataset openDataset() throws IOException {
        byte[] pixels = new byte[3072 * 10];
        byte[] labels = new byte[10];
        for (int i = 0; i < 10; i++) {
            pixels[3072 * i + 7] = (byte) (25 * i);
            labels[i] = (byte) (i + 1);
        }
        Path folder = Files.createDirectories(directory.resolve("svhn"));
        Files.write(
                folder.resolve("train_32x32.mat"),
                new MatFixture(ByteOrder.LITTLE_ENDIAN)
                        .bytes("X", true, pixels, 32, 32, 3, 10)
                        .bytes("y", false, labels, 10, 1)
                        .file());
        return new Svhn().open(new DataLocation(List.of(directory)), Split.TRAINING);
    }
}
