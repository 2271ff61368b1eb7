package org.ganlib.cli.evaluate;

import java.util.Optional;
import org.ganlib.datasets.array.ArrayLayout;

/**
 * How .npy files are read as examples.
 *
 * @param layout the order of the dimensions of images
 * @param origin what is subtracted from vectors before their numbers are rounded to floats
 */
public record ArrayReading(ArrayLayout layout, Optional<Origin> origin) {
    /** The reading in which the layout follows from the sizes and nothing is subtracted. */
    public static final ArrayReading PLAIN = new ArrayReading(ArrayLayout.AUTO, Optional.empty());
}
