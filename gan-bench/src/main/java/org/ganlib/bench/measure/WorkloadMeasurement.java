package org.ganlib.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;
import org.ganlib.bench.measure.LossComparison.Trajectory;
import org.ganlib.bench.protocol.Clock;
import org.ganlib.bench.protocol.ContestantFailed;
import org.ganlib.bench.protocol.Launcher;
import org.ganlib.bench.protocol.MeasuredWindow;

/**
 * Measures one workload: every contestant in a new process, all at the same time alive and one at a
 * time at work, in short windows by turns, so that whatever else the machine does meets them all.
 */
final class WorkloadMeasurement implements AutoCloseable {
    private final TrainingTask assignment;
    private final Plan plan;
    private final int threads;
    private final Launcher launcher;
    private final Contender gemm;
    private final List<Entrant> entrants = new ArrayList<>();
    private final List<Entrant> twins = new ArrayList<>();

    /**
     * @param assignment the training task; its first contestant draws the parameters
     * @param contestants in the order of their turns, the product's engines first
     */
    WorkloadMeasurement(TrainingTask assignment, List<String> contestants, Plan plan, int threads, Launcher launcher) {
        this.assignment = assignment;
        this.plan = plan;
        this.threads = threads;
        this.launcher = launcher;
        gemm = new Contender(Names.GEMM, launcher, threads);
        for (String name : contestants) {
            entrants.add(new Entrant(new Contender(name, launcher, threads)));
        }
    }

    WorkloadResult measure() {
        boolean first = true;
        for (Entrant entrant : entrants) {
            TrainingTask own = first ? drawing(assignment) : assignment;
            entrant.attempt(() -> entrant.compare(own, plan, 1));
            first &= entrant.failure.isPresent();
        }
        if (plan.company() || isInDoubt()) {
            Names.TWINS.forEach(this::askTwin);
        }
        compareLosses();
        for (Entrant entrant : entrants) {
            entrant.attempt(() -> entrant.warmUp(assignment, plan));
        }
        Peak best = Peak.NONE;
        for (int round = 0; round < plan.rounds(); round++) {
            Peak peak = peak();
            best = best.or(peak);
            for (Entrant entrant : entrants) {
                entrant.attempt(() -> entrant.measure(assignment, plan, peak));
            }
        }
        Clock clock = clock();
        long flops = assignment.resolve().flopsPerStep();
        return new WorkloadResult(
                assignment.workload(),
                assignment.resolve().batch(),
                assignment.width(),
                threads,
                clock,
                flops,
                entrants.stream().flatMap(e -> e.prepared.stream()).findFirst().orElse(new Prepared(0, 0)),
                Stream.concat(entrants.stream(), twins.stream())
                        .map(entrant -> entrant.result(clock, flops))
                        .toList(),
                best);
    }

    @Override
    public void close() {
        gemm.close();
        twins.forEach(e -> e.contender.close());
        entrants.forEach(e -> e.contender.close());
    }

    /**
     * The peak of matrix multiplication at this moment, because processors change their speed or
     * are shared, and the windows that follow are compared with it.
     */
    private Peak peak() {
        Peak best = Peak.NONE;
        try {
            best = gemm.peak();
        } catch (ContestantFailed e) {
            // A library that cannot multiply here has no peak; the others' still counts.
        }
        for (Entrant entrant : entrants) {
            if (entrant.failure.isEmpty() && entrant.contender.name().startsWith(Names.LIBTORCH)) {
                return best.or(entrant.ask(entrant.contender::peak).orElse(Peak.NONE));
            }
        }
        return best;
    }

    /**
     * The clock that times steps. A step on one thread is timed by its processor time, if all
     * contestants report it. With several threads it is timed by the wall clock, because a step
     * takes as long as its slowest thread.
     */
    private Clock clock() {
        boolean counted = entrants.stream().flatMap(Entrant::windows).allMatch(MeasuredWindow::countsProcessor);
        return threads == 1 && counted ? Clock.PROCESSOR : Clock.WALL;
    }

    /** Everybody is held to libtorch, whose code shares nothing with the product's. */
    private void compareLosses() {
        peer().ifPresent(peer -> {
            LossComparison comparison = comparison(peer);
            others(peer).forEach(entrant -> {
                entrant.lossDifference = Optional.of(comparison.largest(entrant.trajectory));
                entrant.failure = otherNetworks(peer, entrant)
                        .or(() -> comparison.difference(entrant.contender.name(), entrant.trajectory));
            });
        });
    }

    private void askTwin(String name) {
        Entrant entrant = new Entrant(new Contender(name, launcher, threads));
        twins.add(entrant);
        entrant.attempt(() -> entrant.compare(assignment, plan, judgedSteps()));
        entrant.contender.close();
    }

    /** The number of steps whose losses are compared. A twin trains the same number. */
    private int judgedSteps() {
        return peer().stream()
                .flatMap(peer ->
                        others(peer).map(entrant -> Math.min(peer.trajectory.steps(), entrant.trajectory.steps())))
                .reduce(1, Math::max);
    }

    /**
     * Returns true if the losses of a contestant are further off than the number of steps explains,
     * so that the twins are needed to judge them.
     */
    private boolean isInDoubt() {
        return peer().map(peer -> {
                    LossComparison comparison = comparison(peer);
                    return others(peer).anyMatch(e -> comparison
                            .difference(e.contender.name(), e.trajectory)
                            .isPresent());
                })
                .orElse(false);
    }

    private Optional<Entrant> peer() {
        return entrants.stream()
                .filter(e -> e.contender.name().equals(Names.LIBTORCH) && e.failure.isEmpty())
                .findFirst();
    }

    private Stream<Entrant> others(Entrant peer) {
        return entrants.stream().filter(e -> e != peer && e.failure.isEmpty());
    }

    private LossComparison comparison(Entrant peer) {
        return new LossComparison(
                Names.LIBTORCH,
                peer.trajectory,
                twins.stream().map(twin -> twin.trajectory).toList());
    }

    private static Optional<String> otherNetworks(Entrant peer, Entrant entrant) {
        return entrant.prepared.equals(peer.prepared)
                ? Optional.empty()
                : Optional.of(Names.LIBTORCH + " trains " + peer.prepared.orElseThrow() + ", "
                        + entrant.contender.name() + " trains " + entrant.prepared.orElseThrow());
    }

    private static TrainingTask drawing(TrainingTask assignment) {
        return new TrainingTask(
                assignment.workload(), assignment.batch(), assignment.width(), assignment.folder(), true);
    }

    /** A contestant and what is known of it so far. */
    private static final class Entrant {
        private final Contender contender;
        private final List<Measured> measured = new ArrayList<>();
        private List<MeasuredWindow> firstSteps = List.of();
        private Trajectory trajectory = Trajectory.NONE;
        private Optional<Prepared> prepared = Optional.empty();
        private Optional<Double> lossDifference = Optional.empty();
        private Optional<String> failure = Optional.empty();
        private double stepMillis;

        Entrant(Contender contender) {
            this.contender = contender;
        }

        void attempt(Runnable work) {
            if (failure.isEmpty()) {
                ask(() -> {
                    work.run();
                    return true;
                });
            }
        }

        /**
         * The contestant's answer; if it fails, the result is empty and the contestant is not asked
         * again.
         */
        <T> Optional<T> ask(Supplier<T> question) {
            try {
                return Optional.of(question.get());
            } catch (ContestantFailed e) {
                failure = Optional.of(e.getMessage());
                return Optional.empty();
            }
        }

        void compare(TrainingTask own, Plan plan, int fewestSteps) {
            Identity identity = contender.identity();
            if (!identity.usable()) {
                throw new ContestantFailed(identity.reason());
            }
            Contender.FirstSteps begun = contender.firstSteps(own, plan, fewestSteps);
            firstSteps = begun.windows();
            prepared = Optional.of(begun.prepared());
            trajectory = new Trajectory(
                    firstSteps.stream().flatMap(w -> w.criticLosses().stream()).toList(),
                    firstSteps.stream()
                            .flatMap(w -> w.generatorLosses().stream())
                            .toList());
            stepMillis = firstSteps.get(firstSteps.size() - 1).busyMillisPerStep();
            if (isSlow(plan)) {
                firstSteps.stream()
                        .skip(firstSteps.size() > 1 ? 1 : 0)
                        .forEach(window -> measured.add(new Measured(window, Peak.NONE)));
            }
        }

        void warmUp(TrainingTask own, Plan plan) {
            if (isSlow(plan)) {
                return;
            }
            double seconds =
                    firstSteps.stream().mapToLong(MeasuredWindow::busyNanos).sum() / 1e9;
            while (seconds < plan.warmUpSeconds()) {
                MeasuredWindow window = contender.run(own, plan.stepsPerWindow(stepMillis));
                seconds += window.busyNanos() / 1e9;
                stepMillis = window.busyMillisPerStep();
            }
        }

        void measure(TrainingTask own, Plan plan, Peak peak) {
            if (!isSlow(plan)) {
                measured.add(new Measured(contender.run(own, plan.stepsPerWindow(stepMillis)), peak));
            }
        }

        Stream<MeasuredWindow> windows() {
            return measured.stream().map(Measured::window);
        }

        ContestantResult result(Clock clock, long flops) {
            Optional<MeasuredWindow> last = windows().reduce((before, after) -> after);
            return new ContestantResult(
                    contender.name(),
                    millis(clock),
                    millis(Clock.WALL),
                    peakShare(clock, flops),
                    spread(windows().map(w -> (double) w.heapBytes() / w.steps()))
                            .map(MedianAndRange::median)
                            .orElse(Double.NaN),
                    last.map(window -> window.residentKib() / 1024.0).orElse(Double.NaN),
                    trajectory.critic(),
                    trajectory.generator(),
                    lossDifference,
                    contender.restarts(),
                    failure);
        }

        private Optional<MedianAndRange> millis(Clock clock) {
            return spread(windows().map(w -> w.millisPerStep(clock)));
        }

        private Optional<MedianAndRange> peakShare(Clock clock, long flops) {
            return spread(measured.stream()
                    .filter(m -> m.peak().gflops() > 0)
                    .map(m -> flops
                            / (m.window().millisPerStep(clock) * 1e6)
                            / m.peak().gflops()));
        }

        private static Optional<MedianAndRange> spread(Stream<Double> values) {
            List<Double> all = values.toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(MedianAndRange.of(all));
        }

        private boolean isSlow(Plan plan) {
            return stepMillis > 1e3 * plan.slowSeconds();
        }
    }

    /**
     * A window that counts.
     *
     * @param peak the best product of its round; none where it belongs to no round
     */
    private record Measured(MeasuredWindow window, Peak peak) {}
}
