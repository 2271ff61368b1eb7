package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ganlib.spi.Measurements;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan runs list [FOLDER]}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the runs in a folder and the folders in it: how they stand and what they logged last.")
public final class RunsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where runs lie. Default: runs.")
    private Path folder = Path.of("runs");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<RunSummary> runs = RunSummary.within(folder);
        if (json) {
            Json.print(spec, runs.stream().map(RunSummary::describe).toList());
            return ExitCode.OK;
        }
        PrintWriter out = spec.commandLine().getOut();
        int width = runs.stream()
                .mapToInt(r -> r.directory().toString().length())
                .max()
                .orElse(0);
        for (RunSummary run : runs) {
            out.println(String.format(
                            Locale.ROOT,
                            "%-" + Math.max(1, width) + "s  %-11s  %15s  %-20s  %s",
                            run.directory(),
                            run.status(),
                            run.step() + "/" + run.steps(),
                            run.updated().replaceFirst("\\.[0-9]+Z$", "Z"),
                            losses(run))
                    .stripTrailing());
        }
        if (runs.isEmpty()) {
            out.println("no runs in " + folder);
        }
        return ExitCode.OK;
    }

    private static String losses(RunSummary run) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of(Measurements.CRITIC_LOSS, Measurements.GENERATOR_LOSS)) {
            if (run.latest().get(name) instanceof Number value) {
                text.append(String.format(Locale.ROOT, "%s %.4f  ", name, value.doubleValue()));
            }
        }
        return text.toString();
    }
}
