package org.ganlib.cli.render;

import java.nio.file.Path;
import org.ganlib.network.HostArrays;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.train.SampleGrid;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws samples as an {@link ImageGrid} in a PNG file. */
public final class SampleGridPicture implements SampleGrid {
    /** Writes nothing for data that cannot be drawn: training goes on without pictures. */
    @Override
    public void write(Path file, INDArray examples, DatasetInfo data) {
        if (ImageGrid.canDraw(data.shape())) {
            float[] values = new float[Math.toIntExact(examples.length())];
            HostArrays.floats(examples).get(values);
            ImageGrid.of(data.shape(), data.range(), values).write(file);
        }
    }

    /**
     * Draws examples whose values lie in {@code range}.
     *
     * @throws org.ganlib.problem.GanException if they cannot be drawn, or the file cannot be written
     */
    public void write(Path file, Examples examples, ValueRange range) {
        ImageGrid.of(examples.shape(), range, examples.values()).write(file);
    }
}
