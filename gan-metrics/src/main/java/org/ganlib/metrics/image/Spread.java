package org.ganlib.metrics.image;

import org.ganlib.spi.Examples;

/** The width of the range of values, for data that states no range. */
final class Spread {
    private Spread() {}

    /** The largest value less the least; 1 where all are equal. */
    static double of(Examples examples) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float value : examples.values()) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        return greatest > least ? greatest - least : 1;
    }
}
