package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.io.TempDir;

final class Cifar10ContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @TempDir
    private Path directory;

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new Cifar10(PixelRange.UNIT, new Augmentation(Augmentation.Flip.BOTH, 2, 20));
    }

    @Override
    public Dataset openDataset() throws IOException {
        byte[] file = new byte[3073 * 9];
        for (int i = 0; i < 9; i++) {
            file[3073 * i] = (byte) i;
            file[3073 * i + 500] = (byte) (20 * i);
        }
        Path folder = Files.createDirectories(directory.resolve("cifar-10-batches-bin"));
        for (int i = 1; i <= 5; i++) {
            file[700] = (byte) i;
            Files.write(folder.resolve("data_batch_" + i + ".bin"), file);
        }
        return new Cifar10().open(new DataLocation(List.of(directory)), Split.TRAINING);
    }
}
