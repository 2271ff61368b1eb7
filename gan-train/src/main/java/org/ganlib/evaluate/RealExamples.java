package org.ganlib.evaluate;

import java.util.function.Supplier;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;

/** The real examples that generated ones are compared with. */
public final class RealExamples {
    private static final String PURPOSE = "real";

    private RealExamples() {}

    /**
     * A random subset of at most {@code most} examples of a data set.
     *
     * @param whole supplies the whole data set in memory; called only if all of it is needed
     */
    public static Examples of(Dataset data, Supplier<Examples> whole, int most, long seed) {
        boolean all = data.info().examples().orElse(Integer.MAX_VALUE) <= most;
        return all && WholeSet.fits(data) ? whole.get() : Subset.read(data, most, seed, PURPOSE);
    }

    /** A random subset of at most {@code most} of these examples. */
    public static Examples of(Examples examples, int most, long seed) {
        return Subset.some(examples, most, seed, PURPOSE);
    }
}
