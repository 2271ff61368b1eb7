package org.ganlib.datasets.array;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.io.TempDir;

final class CsvContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @TempDir
    private Path directory;

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new Csv("b.csv", Optional.of("1"), ";", 0.2, HoldOut.Rule.EVERY_NTH, 7);
    }

    @Override
    public Dataset openDataset() throws IOException {
        Files.writeString(directory.resolve("b.csv"), "a;1\nb;2\na;3\nb;4\na;5\nc;6\na;7\nb;8\na;9\nb;10\nc;11\n");
        return configured().open(new DataLocation(List.of(directory)), Split.TRAINING);
    }
}
