package org.ganlib.machine;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once in a run, that training has become at least three times slower than it was at its
 * best in this process, and says what to do. The speed is measured in examples per second, because
 * the number of critic updates in a step may change. It is measured over windows of whole steps
 * that take at least two seconds. The warning comes when training has been slow for ten seconds and
 * for two windows in a row, so that a short pause of the machine does not cause one.
 */
public final class SlowSteps implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(SlowSteps.class);

    private static final double WINDOW_SECONDS = 2;
    private static final double SLOW = 3;
    private static final double SLOW_SECONDS = 10;
    private static final int SLOW_WINDOWS = 2;
    /** The least number of processors that other programs keep busy if they are the cause. */
    private static final double NOTABLE = 0.3;

    private final int threads;
    private final int processors;
    private final Supplier<DoubleSupplier> busyProcessors;
    private final Consumer<String> warn;

    private Path directory = Path.of("");
    private double windowStart;
    private long examplesAtStart;
    private DoubleSupplier busy = () -> -1;

    private double bestRate;
    private double slowSeconds;
    private double busySeconds;
    private int slowWindows;
    private boolean said;

    /**
     * Watches the speed of a run on this machine.
     *
     * @param threads the number of threads that the run computes with, ≥ 1
     */
    public SlowSteps(int threads) {
        this(
                threads,
                Runtime.getRuntime().availableProcessors(),
                () -> OtherPrograms.watch()::busyProcessors,
                LOG::warn);
    }

    /**
     * @param processors the number of processors of this machine, ≥ 1
     * @param busyProcessors starts to measure how many processors other programs keep busy, and
     *     returns a supplier of the mean number since then, which is negative if it is unknown
     * @param warn takes the warning
     */
    SlowSteps(int threads, int processors, Supplier<DoubleSupplier> busyProcessors, Consumer<String> warn) {
        this.threads = threads;
        this.processors = processors;
        this.busyProcessors = busyProcessors;
        this.warn = warn;
    }

    @Override
    public void runStarted(RunInfo run) {
        directory = run.directory();
        begin(run.secondsBefore(), run.examplesBefore());
    }

    @Override
    public void stepFinished(StepReport report) {
        double seconds = report.trainingSeconds() - windowStart;
        if (said || seconds < WINDOW_SECONDS) {
            return;
        }
        double rate = (report.examplesSeen() - examplesAtStart) / seconds;
        if (rate * SLOW > bestRate) {
            bestRate = Math.max(bestRate, rate);
            slowSeconds = 0;
            busySeconds = 0;
            slowWindows = 0;
        } else {
            slowSeconds += seconds;
            busySeconds += seconds * busy.getAsDouble();
            slowWindows++;
            if (slowSeconds >= SLOW_SECONDS && slowWindows >= SLOW_WINDOWS) {
                said = true;
                warn.accept(warning(report.step(), rate));
            }
        }
        begin(report.trainingSeconds(), report.examplesSeen());
    }

    private void begin(double seconds, long examples) {
        windowStart = seconds;
        examplesAtStart = examples;
        busy = busyProcessors.get();
    }

    private String warning(long step, double rate) {
        String found = String.format(
                Locale.ROOT,
                "step %d: training has become %.1f times slower than at its best: %s examples/s, at best %s",
                step,
                bestRate / rate,
                rounded(rate),
                rounded(bestRate));
        double others = busySeconds / slowSeconds;
        if (others < NOTABLE) {
            return found + ". Other programs of this system are not the cause; look for a host that gives its"
                    + " processors to others, for swapping, or for a processor that is too hot";
        }
        String cause = String.format(
                Locale.ROOT, "%s. Other programs keep %.1f of %d processors busy", found, others, processors);
        if (threads == 1) {
            return cause + ". Stop them, or let the run take its time: its numbers do not change";
        }
        return cause + ", and " + threads + " threads that wait for each other lose most. Stop those programs, or press"
                + " Ctrl-C and go on with one thread, which rounds differently: gan resume " + directory
                + " threads=1";
    }

    private static String rounded(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%,.0f", rate);
    }
}
