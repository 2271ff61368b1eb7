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

final class MnistContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new Mnist(
                Mnist.Subset.TEST,
                PixelRange.UNIT,
                new Augmentation(Augmentation.Flip.HORIZONTAL, 2, 24),
                32,
                Resize.BOX);
    }

    @Override
    public Dataset openDataset() throws IOException {
        return new Mnist(Mnist.Subset.EMBEDDED, PixelRange.SIGNED)
                .open(new DataLocation(List.of(Path.of("data"))), Split.HELD_OUT);
    }
}
