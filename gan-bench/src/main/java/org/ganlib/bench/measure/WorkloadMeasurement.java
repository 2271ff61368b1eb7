package org.ganlib.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ganlib.bench.contestant.Assignment;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.measure.LossComparison.Trajectory;
import org.ganlib.bench.protocol.Clock;
import org.ganlib.bench.protocol.ContestantFailed;
import org.ganlib.bench.protocol.Launcher;
import org.ganlib.bench.protocol.Window;

/**
 * Measures one workload: every contestant in a new process, all at the same time alive and one at a time at work, in short windows by turns, so
 * that whatever else the machine does meets them all.
 */
final class WorkloadMeasurement implements AutoCloseable {
    private final Assignment assignment;
    private final Plan plan;
    private final int threads;
    private final Contender gemm;
    private final List<Entrant> entrants = new ArrayList<>();
    private final Entrant twin;
    private final List<Peak> peaks = new ArrayList<>();

    /**
     * @param assignment what to train; its first contestant draws the parameters
     * @param contestants in the order of their turns; the product's engines first
     */
    WorkloadMeasurement(Assignment assignment, List<String> contestants, Plan plan, int threads, Launcher launcher) {
        this.assignment = assignment;
        this.plan = plan;
        this.threads = threads;
        gemm = new Contender(Names.GEMM, launcher, threads);
        for (String name : contestants) {
            entrants.add(new Entrant(new Contender(name, launcher, threads)));
        }
        twin = new Entrant(new Contender(Names.LIBTORCH_ROUNDED, launcher, threads));
    }

    WorkloadResult measure() {
        boolean first = true;
        for (Entrant entrant : entrants) {
            Assignment own = first ? drawing(assignment) : assignment;
            entrant.attempt(() -> entrant.compare(own, plan));
            first &= entrant.failure.isPresent();
        }
        twin.attempt(() -> twin.compare(assignment, plan));
        twin.contender.close();
        compareLosses();
        for (Entrant entrant : entrants) {
            entrant.attempt(() -> entrant.warmUp(assignment, plan));
        }
        for (int round = 0; round < plan.rounds(); round++) {
            peaks.add(peak());
            for (Entrant entrant : entrants) {
                entrant.attempt(() -> entrant.measure(assignment, plan));
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
                Stream.concat(entrants.stream(), Stream.of(twin))
                        .map(entrant -> entrant.result(clock, flops, peaks))
                        .toList(),
                peaks.stream().reduce(Peak.NONE, Peak::or));
    }

    @Override
    public void close() {
        gemm.close();
        twin.contender.close();
        entrants.forEach(e -> e.contender.close());
    }

    /** Where processors turn fast and slow, or are shared, what is done a moment later is measured against the same. */
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

    /** A step of several threads has taken as long as the slowest of them, whatever the others used. */
    private Clock clock() {
        boolean counted = entrants.stream().flatMap(e -> e.windows.stream()).allMatch(Window::countsProcessor);
        return threads == 1 && counted ? Clock.PROCESSOR : Clock.WALL;
    }

    /** Everybody is held to libtorch, whose code shares nothing with the product's. */
    private void compareLosses() {
        Optional<Entrant> peer = entrants.stream()
                .filter(e -> e.contender.name().equals(Names.LIBTORCH) && e.failure.isEmpty())
                .findFirst();
        if (peer.isEmpty()) {
            return;
        }
        LossComparison comparison = new LossComparison(Names.LIBTORCH, peer.get().trajectory, twin.trajectory);
        for (Entrant entrant : entrants) {
            if (entrant != peer.get() && entrant.failure.isEmpty()) {
                entrant.lossDifference = Optional.of(comparison.largest(entrant.trajectory));
                entrant.failure = otherNetworks(peer.get(), entrant)
                        .or(() -> comparison.difference(entrant.contender.name(), entrant.trajectory));
            }
        }
    }

    private static Optional<String> otherNetworks(Entrant peer, Entrant entrant) {
        return entrant.prepared.equals(peer.prepared)
                ? Optional.empty()
                : Optional.of(Names.LIBTORCH + " trains " + peer.prepared.orElseThrow() + ", "
                        + entrant.contender.name() + " trains " + entrant.prepared.orElseThrow());
    }

    private static Assignment drawing(Assignment assignment) {
        return new Assignment(assignment.workload(), assignment.batch(), assignment.width(), assignment.folder(), true);
    }

    /** A contestant and what is known of it so far. */
    private static final class Entrant {
        private final Contender contender;
        private final List<Window> windows = new ArrayList<>();
        private List<Window> firstSteps = List.of();
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
                try {
                    work.run();
                } catch (ContestantFailed e) {
                    failure = Optional.of(e.getMessage());
                }
            }
        }

        /** What it answers; empty, and from then on counted out, if it fails. */
        <T> Optional<T> ask(Supplier<T> question) {
            try {
                return Optional.of(question.get());
            } catch (ContestantFailed e) {
                failure = Optional.of(e.getMessage());
                return Optional.empty();
            }
        }

        void compare(Assignment own, Plan plan) {
            Identity identity = contender.identity();
            if (!identity.usable()) {
                throw new ContestantFailed(identity.reason());
            }
            Contender.FirstSteps begun = contender.firstSteps(own, plan);
            firstSteps = begun.windows();
            prepared = Optional.of(begun.prepared());
            trajectory = new Trajectory(
                    firstSteps.stream().flatMap(w -> w.criticLosses().stream()).toList(),
                    firstSteps.stream()
                            .flatMap(w -> w.generatorLosses().stream())
                            .toList());
            stepMillis = firstSteps.get(firstSteps.size() - 1).busyMillisPerStep();
            if (isSlow(plan)) {
                windows.addAll(firstSteps.subList(Math.min(1, firstSteps.size() - 1), firstSteps.size()));
            }
        }

        void warmUp(Assignment own, Plan plan) {
            if (isSlow(plan)) {
                return;
            }
            double seconds = firstSteps.stream().mapToLong(Window::busyNanos).sum() / 1e9;
            while (seconds < plan.warmUpSeconds()) {
                Window window = contender.run(own, plan.stepsPerWindow(stepMillis));
                seconds += window.busyNanos() / 1e9;
                stepMillis = window.busyMillisPerStep();
            }
        }

        void measure(Assignment own, Plan plan) {
            if (!isSlow(plan)) {
                windows.add(contender.run(own, plan.stepsPerWindow(stepMillis)));
            }
        }

        ContestantResult result(Clock clock, long flops, List<Peak> peaks) {
            boolean measured = !windows.isEmpty();
            return new ContestantResult(
                    contender.name(),
                    millis(clock),
                    millis(Clock.WALL),
                    peakShare(clock, flops, peaks),
                    measured
                            ? Spread.of(windows.stream()
                                            .map(w -> (double) w.heapBytes() / w.steps())
                                            .toList())
                                    .median()
                            : Double.NaN,
                    measured ? windows.get(windows.size() - 1).residentKib() / 1024.0 : Double.NaN,
                    trajectory.critic(),
                    trajectory.generator(),
                    lossDifference,
                    contender.restarts(),
                    failure);
        }

        private Optional<Spread> millis(Clock clock) {
            return spread(windows.stream().map(w -> w.millisPerStep(clock)).toList());
        }

        /** Its windows are those of the rounds, one each, unless it is slow or died away. */
        private Optional<Spread> peakShare(Clock clock, long flops, List<Peak> peaks) {
            if (windows.size() != peaks.size()) {
                return Optional.empty();
            }
            return spread(IntStream.range(0, peaks.size())
                    .mapToObj(round -> flops
                            / (windows.get(round).millisPerStep(clock) * 1e6)
                            / peaks.get(round).gflops())
                    .toList());
        }

        private static Optional<Spread> spread(List<Double> values) {
            return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
        }

        private boolean isSlow(Plan plan) {
            return stepMillis > 1e3 * plan.slowSeconds();
        }
    }
}
