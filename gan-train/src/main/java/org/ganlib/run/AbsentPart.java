package org.ganlib.run;

import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;

/**
 * A part of a data set that has no examples, because none are held out. Asking it for anything
 * throws {@code reason}. Commands that never ask it for anything work without the part.
 *
 * @param reason the exception to throw
 */
public record AbsentPart(DataException reason) implements Dataset {
    /** Wraps the failure to open a part, if the reason is only that the part has no examples. */
    public static AbsentPart of(DataException failure) {
        if (!failure.isOfEmptyPart()) {
            throw failure;
        }
        return new AbsentPart(failure);
    }

    @Override
    public DatasetInfo info() {
        throw reason;
    }

    @Override
    public BatchStream stream(RandomStream random) {
        throw reason;
    }

    @Override
    public Examples read(int from, int count) {
        throw reason;
    }

    @Override
    public void close() {}
}
