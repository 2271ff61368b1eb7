package org.ganlib.cli.reproduce.univariate;

import java.util.List;
import org.ganlib.cli.reproduce.Scale;

/**
 * How each objective is trained at a scale.
 *
 * @param steps single-step updates of both players
 * @param overrides what differs from the built-in experiment {@code fgan-univariate}
 * @param averaged the share of the iterates, from the last backwards, whose mean counts as learned; 0 for the last iterate alone
 * @param others whether the objectives that the paper did not train are trained too, on the first seed
 * @param judged whether rows claim something; otherwise they are shown
 */
record FittingProtocol(int steps, List<String> overrides, double averaged, boolean others, boolean judged) {
    private static final List<String> PLAIN_DESCENT = List.of(
            "optimizer.generator={name: sgd, learning-rate: 0.01, momentum: 0}",
            "optimizer.critic={name: sgd, learning-rate: 0.01, momentum: 0}");

    static FittingProtocol of(Scale scale) {
        return switch (scale) {
            case SMOKE -> new FittingProtocol(40, List.of(), 0.5, false, false);
            case REDUCED -> new FittingProtocol(600, List.of(), 0.5, true, true);
            case PAPER -> new FittingProtocol(10_000, PLAIN_DESCENT, 0, false, true);
        };
    }

    /** From this step on, iterates count. */
    long firstAveragedStep() {
        return averaged == 0 ? steps : steps - Math.round(averaged * steps) + 1;
    }
}
