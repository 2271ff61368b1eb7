package org.ganlib.cli.command;

import org.ganlib.problem.GanException;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;

/** Reads data sets into memory. */
final class WholeSet {
    /** Larger ones are cut, so that memory stays bounded. */
    private static final int LARGEST = 60_000;

    private WholeSet() {}

    /** @throws GanException if there are no examples */
    static Examples read(Dataset data) {
        int available = data.info().examples().orElse(LARGEST);
        if (available == 0) {
            throw new GanException("dataset " + data.info().name() + " is empty");
        }
        return data.read(0, Math.min(available, LARGEST));
    }
}
