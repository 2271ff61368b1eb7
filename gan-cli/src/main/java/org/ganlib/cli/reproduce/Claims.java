package org.ganlib.cli.reproduce;

import java.util.List;
import org.ganlib.random.RandomStreams;

/** Several statements of the theory on one subject, each measured. */
@FunctionalInterface
interface Claims {
    /**
     * Measures.
     *
     * @param losses the losses to measure with
     * @param random streams for what is drawn at random
     */
    List<Row> rows(NamedLosses losses, RandomStreams random);
}
