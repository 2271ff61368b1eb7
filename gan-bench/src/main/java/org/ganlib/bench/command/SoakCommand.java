package org.ganlib.bench.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ganlib.bench.measure.SoloTraining;
import org.ganlib.bench.protocol.Clock;
import org.ganlib.bench.protocol.JavaLauncher;
import org.ganlib.bench.protocol.MeasuredWindow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains for long and watches resident memory. */
@Command(
        name = "soak",
        description =
                "Trains dcgan-28 for MINUTES and looks at resident memory every minute; fails when it grew by more"
                        + " than 2 %% between minute 2 and the end.",
        mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {
    private static final double MOST_GROWTH = .02;
    private static final int FIRST_MINUTE = 2;
    private static final double NANOS_PER_MINUTE = 60e9;

    @Spec
    private CommandSpec command;

    @Option(names = "--engine", description = "The engine; the best one installed when none is named.")
    private String engine;

    @Parameters(paramLabel = "MINUTES", defaultValue = "60", description = "How long; 60 when not given.")
    private int minutes;

    @Override
    public Integer call() {
        if (minutes <= FIRST_MINUTE) {
            throw new ParameterException(
                    command.commandLine(), "MINUTES must be above " + FIRST_MINUTE + ", was " + minutes);
        }
        PrintWriter out = command.commandLine().getOut();
        try (SoloTraining training =
                SoloTraining.start("dcgan-28", engine, Bench.launcher(JavaLauncher.SMALL_NURSERY))) {
            out.printf("engine %s%n", training.engine());
            long started = System.nanoTime();
            long steps = 0;
            long early = 0;
            long latest = 0;
            double stepMillis = training.run(1).millisPerStep(Clock.WALL);
            for (int minute = 1; minute <= minutes; minute++) {
                while (System.nanoTime() - started < minute * NANOS_PER_MINUTE) {
                    MeasuredWindow window = training.run((int) Math.max(1, Math.round(1000 / stepMillis)));
                    stepMillis = window.millisPerStep(Clock.WALL);
                    steps += window.steps();
                    latest = window.residentKib();
                }
                if (minute == FIRST_MINUTE) {
                    early = latest;
                }
                out.printf(
                        Locale.ROOT,
                        "minute %d: %,d steps, %.1f ms a step, resident memory %.1f MiB%n",
                        minute,
                        steps,
                        stepMillis,
                        latest / 1024.0);
                out.flush();
            }
            double growth = (double) latest / early - 1;
            out.printf(
                    Locale.ROOT,
                    "resident memory changed by %+.2f %% between minute %d and minute %d%n",
                    100 * growth,
                    FIRST_MINUTE,
                    minutes);
            if (growth > MOST_GROWTH) {
                out.println("FAILED it grew by more than 2 %");
                return 1;
            }
            return 0;
        }
    }
}
