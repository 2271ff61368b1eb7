package org.ganlib.bench.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Losses;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;
import org.ganlib.bench.protocol.FakeContestant;

/** Is busy for a while at each step, and then without a processor for longer. */
record Interrupted(String name) implements Contestant {
    static final int BUSY_MILLIS = 120;
    private static final int AWAY_MILLIS = 250;

    @Override
    public Identity identity() {
        return FakeContestant.honest(name).identity();
    }

    @Override
    public Prepared prepare(TrainingTask assignment) {
        return FakeContestant.honest(name).prepare(assignment);
    }

    @Override
    public void run(Losses losses) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int step = 0; step < losses.steps(); step++) {
            long busyUntil = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_MILLIS);
            while (threads.getCurrentThreadCpuTime() < busyUntil) {
                Thread.onSpinWait();
            }
            long awayUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AWAY_MILLIS);
            while (System.nanoTime() < awayUntil) {
                LockSupport.parkNanos(awayUntil - System.nanoTime());
            }
        }
        FakeContestant.honest(name).run(losses);
    }

    @Override
    public Peak peak() {
        return FakeContestant.honest(name).peak();
    }

    @Override
    public void close() {}
}
