package com.example.gan;

import java.nio.file.Path;
import java.util.List;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;

final class RingsTest implements DatasetContract {
    @Override
    public Dataset openDataset() {
        return new Rings().open(new DataLocation(List.of(Path.of("data"))), Split.TRAINING);
    }
}
