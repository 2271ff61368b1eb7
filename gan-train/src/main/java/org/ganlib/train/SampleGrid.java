package org.ganlib.train;

import java.nio.file.Path;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;

/** Draws examples as a picture. */
public interface SampleGrid {
    /** Returns true if there is a picture for examples of this data. */
    boolean canDraw(DatasetInfo data);

    /**
     * Writes one picture, replacing the file as a whole or not at all.
     *
     * @param examples in the data's value range
     * @param data the description of the data that they imitate
     */
    void write(Path file, Examples examples, Dataset data);
}
