package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.io.TempDir;

final class StackedMnistContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @TempDir
    private Path directory;

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new StackedMnist(100, 3, Mnist.Subset.EMBEDDED, PixelRange.UNIT);
    }

    @Override
    public Dataset openDataset() throws IOException {
        return configured().open(new DataLocation(List.of(directory)), Split.TRAINING);
    }
}
