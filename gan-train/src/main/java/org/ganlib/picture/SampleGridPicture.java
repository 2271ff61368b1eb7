package org.ganlib.picture;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.SampleGrid;

/** Draws samples with {@link ImageGrid}: images as a grid, points over real ones. */
public final class SampleGridPicture implements SampleGrid {
    private static final int MOST_REAL_POINTS = 2_000;
    /**
     * The seed is constant, so that every picture shows the same real points and only the generated
     * ones differ.
     */
    private static final long SEED = 0;

    private final Optional<RunDirectory> run;
    private ValueRange display;

    /**
     * Creates pictures outside a run. Images of unbounded data are shown between the minimum and
     * the maximum of the data.
     */
    public SampleGridPicture() {
        run = Optional.empty();
    }

    /** Creates pictures of a run. Images are shown in the range of {@link DisplayRange#ofRun}. */
    public SampleGridPicture(RunDirectory run) {
        this.run = Optional.of(run);
    }

    @Override
    public boolean canDraw(DatasetInfo data) {
        return ImageGrid.canDraw(data.shape());
    }

    @Override
    public void write(Path file, Examples examples, Dataset data) {
        DatasetInfo info = data.info();
        if (!info.shape().isImage()) {
            picture(examples, data).write(file);
            return;
        }
        if (display == null) {
            display = run.map(directory -> DisplayRange.ofRun(directory, info, () -> data))
                    .orElseGet(() -> DisplayRange.of(data));
        }
        ImageGrid.of(examples.shape(), display, examples.values()).write(file);
    }

    /**
     * Draws the examples.
     *
     * @throws org.ganlib.problem.GanException if such examples cannot be drawn
     */
    public static ImageGrid picture(Examples examples, Dataset data) {
        return picture(examples, data.info(), () -> Optional.of(data));
    }

    /**
     * Draws examples of data that may be missing.
     *
     * @param info the description of the data
     * @param data supplies the data, called only when points are drawn; if it is empty, the picture
     *     lacks the real points
     * @throws org.ganlib.problem.GanException if such examples cannot be drawn
     */
    public static ImageGrid picture(Examples examples, DatasetInfo info, Supplier<Optional<Dataset>> data) {
        boolean points = ImageGrid.canDraw(info.shape()) && !info.shape().isImage();
        float[] reference = points ? data.get().map(SampleGridPicture::points).orElse(new float[0]) : new float[0];
        return ImageGrid.of(examples.shape(), info.range(), examples.values(), reference);
    }

    private static float[] points(Dataset data) {
        return Subset.read(data, MOST_REAL_POINTS, SEED, "picture").values();
    }
}
