package org.ganlib.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.ganlib.network.SampleWork;

/**
 * Finds how many threads to compute with by timing a sample of the work. The operations of a GAN
 * step are small, and threads that wait for each other in a spin loop can make them slower; so more
 * threads are used only if they are measured to be faster. Medians of several runs are compared:
 * while a program starts, Java's compilers take a processor now and then, and all threads of a run
 * wait for the one that lost its processor. Such a run can take ten times as long.
 */
final class ThreadProbe {
    /** The factor by which the work must become faster for more threads to be taken. */
    private static final double WORTHWHILE = 1.25;

    private static final long BUDGET_MILLISECONDS = 150;
    /** The number of runs that are not timed, because they start threads and touch memory first. */
    private static final int WARM_UPS = 2;

    private static final int FEWEST_REPEATS = 3;
    private static final int MOST_REPEATS = 7;

    private final LongSupplier nanoseconds;

    /** @param nanoseconds a clock */
    ThreadProbe(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    /**
     * Tries one thread, then powers of two up to the number of processors and that number itself,
     * until more threads make the work slower or the time is up. No run starts after 150 ms. The
     * first sample and its warm-up runs do not count, because they load code that training needs
     * anyway.
     *
     * @param processors ≥ 1; with one nothing is measured
     * @param work a sample of the work that computes with the given number of threads; empty where
     *     there is none
     */
    ThreadChoice choose(int processors, IntFunction<Optional<SampleWork>> work) {
        if (processors == 1) {
            return new ThreadChoice(1, "one processor");
        }
        Optional<SampleWork> first = work.apply(1);
        if (first.isEmpty()) {
            return new ThreadChoice(1, "the engine has no sample of its work to measure");
        }
        OptionalDouble alone;
        long end;
        try (SampleWork sample = first.get()) {
            warmUp(sample);
            end = nanoseconds.getAsLong() + TimeUnit.MILLISECONDS.toNanos(BUDGET_MILLISECONDS);
            alone = timed(sample, end);
        }
        if (alone.isEmpty()) {
            return new ThreadChoice(1, "no measurement within " + BUDGET_MILLISECONDS + " ms");
        }
        double best = alone.getAsDouble();
        int chosen = 1;
        List<String> findings = new ArrayList<>();
        for (int threads : candidates(processors)) {
            OptionalDouble time = time(work, threads, end);
            if (time.isEmpty()) {
                findings.add("no time left to try " + threads);
                break;
            }
            double speedUp = best / time.getAsDouble();
            findings.add(finding(threads, speedUp, chosen));
            if (speedUp >= WORTHWHILE) {
                chosen = threads;
                best = time.getAsDouble();
            } else if (speedUp < 1) {
                break;
            }
        }
        return new ThreadChoice(chosen, "measured: " + String.join(", ", findings));
    }

    private static String finding(int threads, double speedUp, int than) {
        return String.format(Locale.ROOT, "%d threads are %.2f times as fast as %d", threads, speedUp, than);
    }

    private static List<Integer> candidates(int processors) {
        List<Integer> candidates = new ArrayList<>();
        for (int threads = 2; threads < processors; threads *= 2) {
            candidates.add(threads);
        }
        candidates.add(processors);
        return candidates;
    }

    /** The median of a few runs, in nanoseconds; empty if there is no sample, or no time left. */
    private OptionalDouble time(IntFunction<Optional<SampleWork>> work, int threads, long end) {
        if (isOver(end)) {
            return OptionalDouble.empty();
        }
        Optional<SampleWork> found = work.apply(threads);
        if (found.isEmpty()) {
            return OptionalDouble.empty();
        }
        try (SampleWork sample = found.get()) {
            if (!isOver(end)) {
                warmUp(sample);
            }
            return timed(sample, end);
        }
    }

    private OptionalDouble timed(SampleWork sample, long end) {
        long[] times = new long[MOST_REPEATS];
        int count = 0;
        while (count < MOST_REPEATS && !isOver(end)) {
            long start = nanoseconds.getAsLong();
            sample.run();
            times[count] = nanoseconds.getAsLong() - start;
            count++;
        }
        if (count < FEWEST_REPEATS) {
            return OptionalDouble.empty();
        }
        Arrays.sort(times, 0, count);
        return OptionalDouble.of((double) times[count / 2]);
    }

    private static void warmUp(SampleWork sample) {
        for (int i = 0; i < WARM_UPS; i++) {
            sample.run();
        }
    }

    private boolean isOver(long end) {
        return nanoseconds.getAsLong() - end >= 0;
    }
}
