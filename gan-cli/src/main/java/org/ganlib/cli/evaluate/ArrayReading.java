package org.ganlib.cli.evaluate;

import java.util.Optional;
import org.ganlib.datasets.array.ArrayLayout;

/**
 * The way in which .npy files are read as examples.
 *
 * @param layout the order of the dimensions of images
 * @param origin the point that is subtracted from vectors before they are rounded to floats
 */
public record ArrayReading(ArrayLayout layout, Optional<Origin> origin) {
    /** The default: the layout follows from the sizes, and nothing is subtracted. */
    public static final ArrayReading PLAIN = new ArrayReading(ArrayLayout.AUTO, Optional.empty());
}
