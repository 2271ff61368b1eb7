package org.ganlib.datasets.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;

final class Gaussian1dContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new Gaussian1d(List.of(0.25, 0.5, 0.25), List.of(-3.0, 0.0, 3.0), List.of(0.5, 1.0, 0.5));
    }

    @Override
    public Dataset openDataset() throws IOException {
        return configured().open(new DataLocation(List.of(Path.of("data"))), Split.TRAINING);
    }
}
