package org.ganlib.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.reproduce.ReportTable;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.ReproductionReport;
import org.ganlib.cli.reproduce.ResultsPage;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.file.AtomicFile;
import org.ganlib.plugin.NearestNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan reproduce [ID]}. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {"Measures published results again and judges each.", "Without ID: lists what there is."},
        footer = {"", "Exit code 0 only when no row fails.", "Example: gan reproduce theory"})
public final class ReproduceCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Which one, or all: one after the other.")
    private String id;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            description = {
                "smoke (shows that it runs), reduced (minutes, can",
                "be judged) or paper (as published).",
                "Default: reduced."
            })
    private Scale scale = Scale.REDUCED;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "S",
            description = "Train once for each of these, for example 1,2,3. Default: the reproduction's own.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Train N steps at most, also where the scale has more. Rows say so.")
    private Long steps;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Make these trainings alone, named as the first part of their rows: pacgan-2.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Leave report.json, figures and the runs there.",
                "The same command continues what was broken off."
            })
    private Path out;

    @Option(
            names = "--page",
            paramLabel = "DIR",
            description = "Measure nothing: print a page of Markdown with the reports in DIR, files that end in .json.")
    private Path page;

    @Option(
            names = "--json",
            description = {
                "As JSON: {id, scale, seeds, rows: [{name,",
                "published, published-error, expected, ours,",
                "error, values, tolerance, verdict, note}],",
                "deviations, origin}. Missing numbers are null,",
                "infinite ones the text \"Infinity\"."
            })
    private boolean json;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--out", out);
        PrintWriter output = spec.commandLine().getOut();
        if (page != null) {
            requireNothingElse("goes with an ID, and not with --page");
            if (id != null) {
                throw new ParameterException(spec.commandLine(), "--page: stands alone, without an ID");
            }
            ResultsPage.of(page).forEach(output::println);
            return ExitCode.OK;
        }
        if (id == null) {
            requireNothingElse("goes with an ID, one of " + String.join(", ", ids()));
            int width = ids().stream().mapToInt(String::length).max().orElse(0);
            Reproductions.all()
                    .forEach(r -> output.println(r.id() + " ".repeat(width - r.id().length()) + "  " + r.title()));
            return ExitCode.OK;
        }
        if (id.equals(ALL)) {
            return all();
        }
        Reproduction reproduction = Reproductions.find(id)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no reproduction '" + id + "'. Available: "
                                + String.join(", ", NearestNames.nearestFirst(id, ids())) + ", or " + ALL));
        seeds.stream()
                .filter(seed -> seeds.indexOf(seed) != seeds.lastIndexOf(seed))
                .findFirst()
                .ifPresent(seed -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--seeds: has " + seed + " twice, which would count as two trainings. Give each once");
                });
        if (steps != null && steps < 1) {
            throw new ParameterException(spec.commandLine(), "--steps: must be ≥ 1, was " + steps);
        }
        if (steps != null && !reproduction.takesSteps()) {
            throw new ParameterException(
                    spec.commandLine(), "--steps: " + id + " has its own numbers of steps. Leave the option out");
        }
        if (!only.isEmpty() && !reproduction.takesSteps()) {
            throw new ParameterException(
                    spec.commandLine(), "--only: " + id + " cannot be made in parts. Leave the option out");
        }
        ReproductionReport report = report(reproduction, out);
        if (json) {
            Json.print(spec, report.json());
        } else {
            ReportTable.of(report).forEach(output::println);
        }
        return report.holds() ? ExitCode.OK : ExitCode.FAILURE;
    }

    /** Measures all of them, each in a folder of its own. */
    private int all() {
        for (String option : List.of("--seeds", "--steps", "--only")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(), option + ": goes with one reproduction, not with " + ALL);
            }
        }
        List<ReproductionReport> reports = new ArrayList<>();
        for (Reproduction reproduction : Reproductions.all()) {
            reports.add(report(reproduction, out == null ? null : out.resolve(reproduction.id())));
            if (!json) {
                PrintWriter output = spec.commandLine().getOut();
                ReportTable.of(reports.get(reports.size() - 1)).forEach(output::println);
                output.println();
                output.flush();
            }
        }
        if (json) {
            Json.print(spec, reports.stream().map(ReproductionReport::json).toList());
        }
        return reports.stream().allMatch(ReproductionReport::holds) ? ExitCode.OK : ExitCode.FAILURE;
    }

    private ReproductionReport report(Reproduction reproduction, Path folder) {
        makeDirectory(folder);
        Setup setup = new Setup(
                scale,
                seeds.isEmpty() ? reproduction.seeds(scale) : seeds,
                steps == null ? OptionalLong.empty() : OptionalLong.of(steps),
                only,
                PluginPath.workspace(),
                Optional.ofNullable(folder),
                line -> spec.commandLine().getErr().println(line));
        ReproductionReport report = ReproductionReport.of(reproduction, setup);
        if (folder != null) {
            AtomicFile.write(folder.resolve("report.json"), Json.text(report.json()) + "\n");
        }
        return report;
    }

    /** Refuses options on which neither the list of reproductions nor the page depends. */
    private void requireNothingElse(String what) {
        for (String option : List.of("--scale", "--seeds", "--steps", "--only", "--out", "--json")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + ": " + what);
            }
        }
    }

    private static List<String> ids() {
        return Reproductions.all().stream().map(Reproduction::id).toList();
    }

    private static void makeDirectory(Path folder) {
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw AtomicFile.unwritable(folder, e);
            }
        }
    }
}
