package org.ganlib.datasets.synthetic;

import java.nio.file.Path;
import java.util.List;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;

final class GaussianGridContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public GaussianGrid configured() {
        return new GaussianGrid(3, 1, 0.1);
    }

    @Override
    public Dataset openDataset() {
        return configured().open(new DataLocation(List.of(Path.of("data"))), Split.TRAINING);
    }
}
