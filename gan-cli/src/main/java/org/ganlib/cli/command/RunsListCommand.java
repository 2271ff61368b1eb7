package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.summary.RunCondition;
import org.ganlib.cli.summary.RunFolder;
import org.ganlib.cli.summary.RunSummary;
import org.ganlib.cli.text.PlainText;
import org.ganlib.plugin.NearestNames;
import org.ganlib.spi.Measurements;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan runs list [FOLDER]}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the runs in a folder and the folders in it: how they stand, what they logged last, and the best they reached.",
            "NAME is directory, experiment, seed, status, step, steps, started, updated, best, or a number of metrics.jsonl."
        },
        footer = {"", "Example: gan runs list runs --where seed=1 --where 'status=finished' --sort best"})
public final class RunsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where runs lie. Default: runs.")
    private Path folder = Path.of("runs");

    @Option(
            names = "--where",
            paramLabel = "NAME=VALUE",
            description = "Only runs that meet this condition; also !=, and <, <=, >, >= of numbers. May be repeated.")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--sort",
            paramLabel = "NAME",
            description = "The least first; runs that know nothing under the name come last. Default: by directory.")
    private String sort;

    @Option(names = "--reverse", description = "With --sort: the greatest first.")
    private boolean reverse;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<RunCondition> required = conditions.stream().map(this::condition).toList();
        PrintWriter err = spec.commandLine().getErr();
        List<RunSummary> all = new RunFolder(folder).runs(line -> err.println(PlainText.line(line)));
        required.forEach(condition -> requireKnown("--where", condition.name(), all));
        if (sort != null) {
            requireKnown("--sort", sort, all);
        }
        List<RunSummary> runs = all.stream()
                .filter(run -> required.stream().allMatch(condition -> condition.holdsFor(run)))
                .sorted(order())
                .toList();
        if (json) {
            Json.print(spec, runs.stream().map(RunSummary::describe).toList());
            return ExitCode.OK;
        }
        PrintWriter out = spec.commandLine().getOut();
        int width = runs.stream()
                .mapToInt(r -> PlainText.line(r.directory()).length())
                .max()
                .orElse(0);
        for (RunSummary run : runs) {
            out.println(String.format(
                            Locale.ROOT,
                            "%-" + Math.max(1, width) + "s  %-11s  %15s  %-20s  %-8s  %s",
                            PlainText.line(run.directory()),
                            PlainText.line(run.status()),
                            run.step() + "/" + run.steps(),
                            PlainText.line(run.updated()).replaceFirst("\\.[0-9]+Z$", "Z"),
                            run.seed().isPresent() ? "seed " + run.seed().getAsLong() : "",
                            losses(run) + best(run))
                    .stripTrailing());
        }
        if (runs.isEmpty()) {
            out.println("no runs in " + PlainText.line(folder) + (required.isEmpty() ? "" : " of which that is true"));
        }
        return ExitCode.OK;
    }

    private RunCondition condition(String text) {
        return RunCondition.parse(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--where: must be like seed=1, status!=running or loss/critic<0.7, was '" + text + "'"));
    }

    /**
     * Refuses a name that no run has a value for. It is probably a misspelling, and sorting by it
     * would change nothing, or filtering by it leave no run.
     */
    private void requireKnown(String option, String name, List<RunSummary> runs) {
        TreeSet<String> known = new TreeSet<>(RunSummary.NAMES);
        runs.forEach(run -> known.addAll(run.latest().keySet()));
        if (!runs.isEmpty() && !known.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": no run here knows '" + name + "'. "
                            + NearestNames.nearest(name, known)
                                    .map(n -> "Did you mean '" + n + "'? ")
                                    .orElse("")
                            + "Names: " + String.join(", ", known));
        }
    }

    private Comparator<RunSummary> order() {
        if (sort == null) {
            if (reverse) {
                throw new ParameterException(spec.commandLine(), "--reverse: needs --sort");
            }
            return Comparator.comparing(RunSummary::directory);
        }
        Comparator<Object> values = RunsListCommand::compare;
        return Comparator.comparing(
                run -> run.value(sort).orElse(null), Comparator.nullsLast(reverse ? values.reversed() : values));
    }

    /** Numbers before texts, though no name has both. */
    private static int compare(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        return a instanceof Number ? -1 : b instanceof Number ? 1 : a.toString().compareTo(b.toString());
    }

    private static String best(RunSummary run) {
        return run.best()
                .map(best -> String.format(
                        Locale.ROOT, "best %s %.4f at %d", PlainText.line(best.metric()), best.value(), best.step()))
                .orElse("");
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
