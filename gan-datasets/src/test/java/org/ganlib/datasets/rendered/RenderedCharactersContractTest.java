package org.ganlib.datasets.rendered;

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
import org.junit.jupiter.api.io.TempDir;

final class RenderedCharactersContractTest implements PluginContract<DatasetSource>, DatasetContract {
    private static final int CLASSES = 12;

    @TempDir
    private Path directory;

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new RenderedCharacters(100, 32, 20, 7, 0.5, Optional.of("fonts"), 3, PixelRange.UNIT);
    }

    /** Rectangles, each character narrower than the one before: no installed font is needed. */
    @Override
    public Dataset openDataset() throws IOException {
        FontFixture font = FontFixture.halves();
        for (int i = 3; i < CLASSES; i++) {
            char character = CommonCharacters.first(CLASSES).get(i).charAt(0);
            font.with(character, 100 + 20 * i, -100, 900 - 20 * i, 500);
        }
        font.write(directory.resolve("rectangles.ttf"));
        return new RenderedCharacters(CLASSES, 16, 4, 3, 1, Optional.of(directory.toString()), 1, PixelRange.SIGNED)
                .open(new DataLocation(List.of(Path.of("none"))), Split.TRAINING);
    }
}
