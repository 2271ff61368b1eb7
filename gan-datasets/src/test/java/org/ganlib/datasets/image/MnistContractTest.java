package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;

final class MnistContractTest implements DatasetContract {
    @Override
    public Dataset openDataset() throws IOException {
        return new Mnist(Mnist.Subset.EMBEDDED, Mnist.Range.SIGNED)
                .open(new DataLocation(List.of(Path.of("data"))), Split.HELD_OUT);
    }
}
