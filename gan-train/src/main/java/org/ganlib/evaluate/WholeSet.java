package org.ganlib.evaluate;

import org.ganlib.problem.GanException;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;

/** Reads data sets into memory. */
public final class WholeSet {
    /**
     * The maximum number of examples that are read. Larger data sets are sampled, so that memory
     * stays bounded.
     */
    private static final int LARGEST = 60_000;
    /**
     * The seed is constant, so that every evaluation reads the same sample: extractors are trained
     * on it, and features of two different extractors cannot be compared.
     */
    private static final long SEED = 0;

    private WholeSet() {}

    /**
     * Reads the whole data set, or a random sample of a larger one.
     *
     * @throws GanException if there are no examples
     */
    public static Examples read(Dataset data) {
        if (data.info().examples().orElse(LARGEST) == 0) {
            throw new GanException("dataset " + data.info().name() + " is empty");
        }
        return Subset.read(data, LARGEST, SEED, "whole");
    }

    /** Tells whether {@link #read} reads the whole data set. */
    public static boolean fits(Dataset data) {
        return data.info().examples().orElse(Integer.MAX_VALUE) <= LARGEST;
    }
}
