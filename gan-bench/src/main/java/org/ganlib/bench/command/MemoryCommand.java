package org.ganlib.bench.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.ganlib.bench.measure.SoloTraining;
import org.ganlib.bench.protocol.JavaLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares resident memory early and late in a training of small networks. */
@Command(
        name = "memory",
        description =
                "Trains toy-2d three times and compares resident memory after 2,000 and 20,000 steps: at most 2 %% more in the"
                        + " median.",
        mixinStandardHelpOptions = true)
final class MemoryCommand implements Callable<Integer> {
    private static final double MOST_GROWTH = .02;
    private static final int WINDOW = 100;

    /** In one of them what a compiler happens to hold makes a difference of up to 3 %. */
    private static final int TRAININGS = 3;

    /** After the first 2,000 steps Java's compilers are still at work, with memory of their own, which they give back when they are done. */
    private static final long MILLIS_FOR_COMPILERS = 5000;

    @Spec
    private CommandSpec command;

    @Option(names = "--engine", description = "The engine; the best one installed when none is named.")
    private String engine;

    @Option(names = "--early", description = "Steps before the first look.", defaultValue = "2000")
    private int early;

    @Option(names = "--late", description = "Steps before the second look.", defaultValue = "20000")
    private int late;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        double[] growths = new double[TRAININGS];
        for (int i = 0; i < TRAININGS; i++) {
            growths[i] = growth(out);
        }
        Arrays.sort(growths);
        double median = growths[TRAININGS / 2];
        out.printf(Locale.ROOT, "in the median of %d trainings %+.2f %%%n", TRAININGS, 100 * median);
        if (median > MOST_GROWTH) {
            out.println("FAILED it grew by more than 2 %");
            return 1;
        }
        return 0;
    }

    private double growth(PrintWriter out) {
        try (SoloTraining training = SoloTraining.start("toy-2d", engine, Bench.launcher(JavaLauncher.SMALL_NURSERY))) {
            long first = residentAfter(training, early);
            long second = residentAfter(training, late - early);
            double growth = (double) second / first - 1;
            out.printf(
                    Locale.ROOT,
                    "%s: resident memory %.1f MiB after %,d steps, %.1f MiB after %,d: %+.2f %%%n",
                    training.engine(),
                    first / 1024.0,
                    early,
                    second / 1024.0,
                    late,
                    100 * growth);
            out.flush();
            return growth;
        }
    }

    /** In windows of one size, so that what is kept of their losses does not grow; the last step comes after a pause. */
    private static long residentAfter(SoloTraining training, int steps) {
        for (int done = 0; done < steps - 1; done += WINDOW) {
            training.run(Math.min(WINDOW, steps - 1 - done));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS_FOR_COMPILERS));
        return training.run(1).residentKib();
    }
}
