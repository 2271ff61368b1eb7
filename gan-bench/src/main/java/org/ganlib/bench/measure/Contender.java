package org.ganlib.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;
import org.ganlib.bench.protocol.Child;
import org.ganlib.bench.protocol.ContestantDied;
import org.ganlib.bench.protocol.ContestantFailed;
import org.ganlib.bench.protocol.Launcher;
import org.ganlib.bench.protocol.MeasuredWindow;

/**
 * A contestant and its process, which is started again when it dies: libtorch's does so about once
 * in ten starts.
 */
final class Contender implements AutoCloseable {
    private static final int MOST_RESTARTS = 5;

    private final String name;
    private final Launcher launcher;
    private final int threads;
    private Child child;
    private int restarts;

    /** Starts the process and does not wait for it. */
    Contender(String name, Launcher launcher, int threads) {
        this.name = name;
        this.launcher = launcher;
        this.threads = threads;
        child = launcher.start(name, threads);
    }

    String name() {
        return name;
    }

    int restarts() {
        return restarts;
    }

    Identity identity() {
        return insist(Child::identity);
    }

    Peak peak() {
        return insist(Child::peak);
    }

    /**
     * Builds the networks and trains so long as the plan says, one window per step; begins again
     * when the process dies.
     *
     * @param fewest the least number of steps to train, however long they take; ≥ 1
     */
    FirstSteps firstSteps(TrainingTask assignment, Plan plan, int fewest) {
        return insist(process -> {
            process.identity();
            Prepared prepared = process.prepare(assignment);
            List<MeasuredWindow> windows = new ArrayList<>();
            double seconds = 0;
            int steps = assignment.resolve().recipe().comparedSteps();
            while (windows.size() < fewest || (windows.size() < steps && seconds < plan.lossSeconds(windows.size()))) {
                MeasuredWindow window = process.run(1);
                windows.add(window);
                seconds += window.busyNanos() / 1e9;
            }
            return new FirstSteps(prepared, windows);
        });
    }

    /** Builds the networks and trains a few steps; begins again when the process dies. */
    MeasuredWindow begin(TrainingTask assignment, int steps) {
        return insist(process -> {
            process.identity();
            process.prepare(assignment);
            return process.run(steps);
        });
    }

    /** Trains on; when the process dies, a new one trains from the initial parameters. */
    MeasuredWindow run(TrainingTask assignment, int steps) {
        int before = restarts;
        return insist(process -> {
            if (restarts > before) {
                process.identity();
                process.prepare(assignment);
                process.run(steps);
            }
            return process.run(steps);
        });
    }

    @Override
    public void close() {
        child.close();
    }

    private <T> T insist(Function<Child, T> request) {
        while (true) {
            try {
                return request.apply(child);
            } catch (ContestantDied e) {
                child.close();
                if (restarts == MOST_RESTARTS) {
                    throw new ContestantFailed("died " + (restarts + 1) + " times, at last: " + e.getMessage());
                }
                restarts++;
                child = launcher.start(name, threads);
            }
        }
    }

    /**
     * The beginning of a training.
     *
     * @param prepared the networks that were built
     * @param windows one per step
     */
    record FirstSteps(Prepared prepared, List<MeasuredWindow> windows) {}
}
