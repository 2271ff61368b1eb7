package org.ganlib.cli.render;

import java.nio.file.Path;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;
import org.ganlib.train.SampleGrid;

/** Draws samples with {@link ImageGrid}: images as a grid, points over real ones. */
public final class SampleGridPicture implements SampleGrid {
    private static final int MOST_REAL_POINTS = 2_000;
    /** Always the same points, so that pictures of one run differ in what was generated alone. */
    private static final long SEED = 0;

    @Override
    public boolean canDraw(DatasetInfo data) {
        return ImageGrid.canDraw(data.shape());
    }

    @Override
    public void write(Path file, Examples examples, Dataset data) {
        picture(examples, data).write(file);
    }

    /**
     * The picture.
     *
     * @throws org.ganlib.problem.GanException if such examples cannot be drawn
     */
    public static ImageGrid picture(Examples examples, Dataset data) {
        DatasetInfo info = data.info();
        boolean points = ImageGrid.canDraw(info.shape()) && !info.shape().isImage();
        float[] reference =
                points ? Subset.read(data, MOST_REAL_POINTS, SEED, "picture").values() : new float[0];
        return ImageGrid.of(examples.shape(), info.range(), examples.values(), reference);
    }
}
