package org.ganlib.cli.command;

import java.util.function.Supplier;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;

/** The real examples that generated ones are compared with. */
final class RealExamples {
    private static final String PURPOSE = "real";

    private RealExamples() {}

    /**
     * At most so many examples of a data set, drawn at random.
     *
     * @param whole the data set in memory, asked for where all of it is wanted
     */
    static Examples of(Dataset data, Supplier<Examples> whole, int most, long seed) {
        boolean all = data.info().examples().orElse(Integer.MAX_VALUE) <= most;
        return all && WholeSet.fits(data) ? whole.get() : Subset.read(data, most, seed, PURPOSE);
    }

    /** At most so many of these examples, drawn at random. */
    static Examples of(Examples examples, int most, long seed) {
        return Subset.some(examples, most, seed, PURPOSE);
    }
}
