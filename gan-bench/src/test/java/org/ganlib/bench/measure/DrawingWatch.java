package org.ganlib.bench.measure;

import java.util.List;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Losses;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;

/** Notes who is told to draw the parameters. */
record DrawingWatch(Contestant contestant, String name, List<String> drawing) implements Contestant {
    @Override
    public Identity identity() {
        return contestant.identity();
    }

    @Override
    public Prepared prepare(TrainingTask assignment) {
        if (assignment.drawsParameters()) {
            drawing.add(name);
        }
        return contestant.prepare(assignment);
    }

    @Override
    public void run(Losses losses) {
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
