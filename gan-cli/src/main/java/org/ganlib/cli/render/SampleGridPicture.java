package org.ganlib.cli.render;

import java.nio.file.Path;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.train.SampleGrid;

/** Draws a run's samples with {@link ImageGrid}. */
public final class SampleGridPicture implements SampleGrid {
    @Override
    public boolean canDraw(DatasetInfo data) {
        return ImageGrid.canDraw(data.shape());
    }

    @Override
    public void write(Path file, Examples examples, DatasetInfo data) {
        ImageGrid.of(examples.shape(), data.range(), examples.values()).write(file);
    }
}
