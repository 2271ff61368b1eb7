package org.ganlib.train;

import java.nio.file.Path;
import org.ganlib.spi.DatasetInfo;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws examples as a picture. */
@FunctionalInterface
public interface SampleGrid {
    /**
     * Writes one picture, replacing the file as a whole or not at all.
     *
     * @param examples [N, …] in the data's value range
     */
    void write(Path file, INDArray examples, DatasetInfo data);
}
