package org.ganlib.datasets.rendered;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;

final class RenderedCharactersContractTest implements PluginContract<DatasetSource>, DatasetContract {
    private static final int CLASSES = 12;

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new RenderedCharacters(100, 32, 20, 7, 0.5, Optional.of("fonts"), 3, PixelRange.UNIT);
    }

    @Override
    public Dataset openDataset() throws IOException {
        assumeFalse(
                Faces.with(CommonCharacters.first(CLASSES), Faces.installed()).isEmpty(), "no Chinese font installed");
        return new RenderedCharacters(CLASSES, 16, 4, 3, 1, Optional.empty(), 1, PixelRange.SIGNED)
                .open(new DataLocation(List.of(Path.of("none"))), Split.TRAINING);
    }
}
