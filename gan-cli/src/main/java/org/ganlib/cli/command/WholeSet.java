package org.ganlib.cli.command;

import org.ganlib.problem.GanException;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;

/** Reads data sets into memory. */
final class WholeSet {
    /**
     * The number of examples read at most. Larger data sets are sampled, so that memory stays
     * bounded.
     */
    private static final int LARGEST = 60_000;
    /**
     * The part is the same in every evaluation: extractors learn from it, and features of two
     * extractors cannot be compared.
     */
    private static final long SEED = 0;

    private WholeSet() {}

    /** @throws GanException if there are no examples */
    static Examples read(Dataset data) {
        if (data.info().examples().orElse(LARGEST) == 0) {
            throw new GanException("dataset " + data.info().name() + " is empty");
        }
        return Subset.read(data, LARGEST, SEED, "whole");
    }

    /** Tells whether {@link #read} reads the whole data set. */
    static boolean fits(Dataset data) {
        return data.info().examples().orElse(Integer.MAX_VALUE) <= LARGEST;
    }
}
