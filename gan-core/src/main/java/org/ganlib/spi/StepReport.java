package org.ganlib.spi;

import java.util.List;
import java.util.Optional;

/** The numbers of one generator step. */
public interface StepReport {
    /** The step, from 1. */
    long step();

    /** Real examples seen by the critic since the run started. */
    long examplesSeen();

    /**
     * Seconds of training since the run started, without time spent on checkpoints, samples and
     * listeners.
     */
    double trainingSeconds();

    /** The names measured so far, in the order of their first appearance. */
    List<String> names();

    /** The latest value of that name; NaN when there is none. */
    double value(String name);

    /**
     * The raw scores of the last critic step, overwritten by the next one; empty if no critic
     * plays.
     */
    default Optional<CriticScores> scores() {
        return Optional.empty();
    }
}
