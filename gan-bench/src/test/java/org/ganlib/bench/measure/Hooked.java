package org.ganlib.bench.measure;

import java.util.function.Consumer;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Losses;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;

/**
 * A contestant with an action of the test before each of its preparations and before each window.
 *
 * @param contestant the one that answers
 * @param beforePreparing the action before it builds the networks of a task
 * @param beforeTraining the action before it trains for a window
 */
record Hooked(Contestant contestant, Consumer<TrainingTask> beforePreparing, Runnable beforeTraining)
        implements Contestant {
    @Override
    public Identity identity() {
        return contestant.identity();
    }

    @Override
    public Prepared prepare(TrainingTask assignment) {
        beforePreparing.accept(assignment);
        return contestant.prepare(assignment);
    }

    @Override
    public void run(Losses losses) {
        beforeTraining.run();
        contestant.run(losses);
    }

    @Override
    public Peak peak() {
        return contestant.peak();
    }

    @Override
    public void close() {
        contestant.close();
    }
}
