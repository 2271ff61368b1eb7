package org.ganlib.bench.protocol;

import java.util.Map;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Losses;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;

/**
 * Trains nothing and reports losses by a rule: 1/step, plus an error in every generator loss from the second step on.
 *
 * @param name its name
 * @param error what is added
 * @param dying whether it dies when asked to train
 */
public record FakeContestant(String name, double error, boolean dying) implements Contestant {
    private static final ThreadLocal<Integer> STEP = ThreadLocal.withInitial(() -> 0);

    /** Thrown instead of ending this process. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    /** An honest one. */
    public static FakeContestant honest(String name) {
        return new FakeContestant(name, 0, false);
    }

    @Override
    public Identity identity() {
        return name.equals("absent") ? Identity.unusable(name, "not here") : Identity.usable(name, Map.of("a", "b"));
    }

    @Override
    public Prepared prepare(TrainingTask assignment) {
        STEP.set(0);
        return new Prepared(2, 3);
    }

    @Override
    public void run(Losses losses) {
        if (dying) {
            throw new Death();
        }
        for (int i = 0; i < losses.steps(); i++) {
            int step = STEP.get() + 1;
            STEP.set(step);
            losses.set(i, 1.0 / step, 2.0 / step + (step > 1 ? error : 0));
        }
    }

    @Override
    public Peak peak() {
        return new Peak(100, "by heart");
    }

    @Override
    public void close() {}
}
