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

final class EmnistContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        IdxFixture.write(directory.resolve("emnist"), "emnist-letters-train", 40, 1, 26);
    }

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new Emnist(Emnist.Part.LETTERS, PixelRange.UNIT, new Augmentation(Augmentation.Flip.BOTH, 2, 20));
    }

    @Override
    public Dataset openDataset() throws IOException {
        return new Emnist(Emnist.Part.LETTERS, PixelRange.UNIT, Augmentation.NONE)
                .open(new DataLocation(List.of(directory)), Split.TRAINING);
    }
}
