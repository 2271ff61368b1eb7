package org.ganlib.cli.command;

import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;

/**
 * The part of a data set that has no examples, because none are held out. Whoever asks it for
 * something is told so; what needs no such part does its work without.
 *
 * @param reason what to say
 */
record AbsentPart(DataException reason) implements Dataset {
    /** The part that could not be opened, if it merely has no examples. */
    static AbsentPart of(DataException failure) {
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
