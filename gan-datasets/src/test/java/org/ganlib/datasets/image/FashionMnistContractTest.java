package org.ganlib.datasets.image;

import java.io.IOException;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class FashionMnistContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        IdxFixture.write(directory.resolve("fashion-mnist"), "train", 40, 0, 10);
    }

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new FashionMnist(PixelRange.UNIT, new Augmentation(Augmentation.Flip.BOTH, 2, 20));
    }

    @Override
    public Dataset openDataset() throws IOException {
        return new FashionMnist(PixelRange.UNIT, Augmentation.NONE)
                .open(new DataLocation(List.of(directory)), Split.TRAINING);
    }
}
