package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.option.Inputs;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.cli.text.PlainText;
import org.ganlib.cli.training.ClaimedFolder;
import org.ganlib.cli.training.ManyRuns;
import org.ganlib.cli.training.RunProcesses;
import org.ganlib.cli.training.SweptRun;
import org.ganlib.cli.training.TrainingPlan;
import org.ganlib.cli.training.TrainingRun;
import org.ganlib.config.Experiment;
import org.ganlib.library.NamedExperiment;
import org.ganlib.library.PreparedRun;
import org.ganlib.library.Workspace;
import org.ganlib.run.ExperimentSource;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan train EXPERIMENT [key=value…]}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains an experiment and leaves everything in a run directory.",
        footer = {
            "",
            "Ctrl-C finishes the step, saves a checkpoint and exits with 130; gan resume DIR goes on from there.",
            "The same command with --seeds or --multirun and the same --out goes on with what is not finished.",
            "Example: gan train mnist train.steps=500 generator.width=16",
            "         gan train ring-8 --seeds 0-4 --multirun divergence=gan,pearson"
        })
public final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Parameters(
            index = "0",
            arity = "0..1",
            hideParamSyntax = true,
            paramLabel = "EXPERIMENT",
            description = "A built-in experiment's name, or a YAML file. Without one: lists the built-in ones.")
    private String experimentName;

    @Parameters(
            index = "1..*",
            paramLabel = "key=value",
            description = "Settings that replace the experiment's; of one that is given twice the last.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "The run directory. Default: runs/EXPERIMENT-TIME.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "The same as seed=N.")
    private Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "A-B",
            description = "One run for each seed, for example 0-4 or 1,5,9, in folders of DIR.")
    private String seeds;

    @Option(
            names = "--multirun",
            paramLabel = "key=a,b",
            description = "One run for each value, in folders of DIR; every combination where given several times.")
    private List<String> sweeps = new ArrayList<>();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Maximum number of runs to train at the same time. Default: 1.")
    private int jobs = 1;

    @Option(names = "--dry-run", description = "Build everything, train nothing, and say what would be done.")
    private boolean dryRun;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Override
    public Integer call() {
        requireExperiment();
        OutputPath.check(spec, "--out", out);
        ExperimentSource source = ExperimentSource.find(experimentName);
        requireUsage();
        if (seed != null) {
            overrides.add("seed=" + seed);
        }
        Workspace workspace = data.workspace();
        if (out != null || dryRun) {
            return train(workspace, out == null ? defaultDirectory(source.name()) : out);
        }
        try (ClaimedFolder claimed = ClaimedFolder.claim(defaultDirectory(source.name()))) {
            return train(workspace, claimed.path());
        }
    }

    /** A word with an equals sign is a setting, unless it is the name of a file. */
    private void requireExperiment() {
        if (experimentName == null || (experimentName.contains("=") && !Files.exists(Path.of(experimentName)))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Which experiment? Built in are:\n" + String.join("\n", SummaryLines.builtIn())
                            + "\nFor example: gan train mnist. Your own: gan config new my.yaml, then gan train my.yaml");
        }
    }

    private int train(Workspace workspace, Path root) {
        return seeds != null || !sweeps.isEmpty() ? trainMany(workspace, root) : trainOne(workspace, root);
    }

    private void requireUsage() {
        ManyRuns.requireOnce(seed, seeds, sweeps, overrides);
        if (jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs: must be ≥ 1, was " + jobs);
        }
        if (jobs > 1 && seeds == null && sweeps.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--jobs: goes with --seeds or --multirun; there is one run. Leave it out");
        }
    }

    private int trainOne(Workspace workspace, Path root) {
        NamedExperiment experiment = workspace.experiment(experimentName, overrides);
        RunDirectory.planned(root);
        Inputs.ofExperiment(experiment.located(), workspace.dataLocation()).requireOtherFolder(spec, "--out", out);
        TrainingRun training = new TrainingRun(
                workspace,
                experiment.settings(),
                quiet ? null : spec.commandLine().getErr());
        try (PreparedRun run = workspace.prepare(experiment, root, training.stop(), training.listeners())) {
            PrintWriter results = spec.commandLine().getOut();
            if (dryRun) {
                new TrainingPlan(run).print(results);
                return ExitCode.OK;
            }
            return training.train(run, results);
        }
    }

    /** Every experiment is read, and every folder looked at, before the first run begins. */
    private int trainMany(Workspace workspace, Path root) {
        List<SweptRun> swept = new ArrayList<>();
        for (ManyRuns run : ManyRuns.plan(seeds, sweeps)) {
            List<String> settings = new ArrayList<>(overrides);
            settings.addAll(run.overrides());
            Experiment asked = workspace.experiment(experimentName, settings).located();
            swept.add(SweptRun.of(workspace, run.name(), root.resolve(run.name()), asked, settings));
        }
        PrintWriter results = spec.commandLine().getOut();
        if (dryRun) {
            swept.forEach(run -> results.println("run: " + PlainText.line(run.directory()) + " (" + run.plan() + ")"));
            results.flush();
            return ExitCode.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        List<RunProcesses.Job> jobsToDo = new ArrayList<>();
        int code = ExitCode.OK;
        for (SweptRun run : swept) {
            run.found().ifPresent(found -> err.println(run.name() + ": " + found));
            if (run.isOver()) {
                results.println("run: " + PlainText.line(run.directory()));
                code = code == ExitCode.OK ? run.code() : code;
            } else {
                jobsToDo.add(run.job(experimentName, data.arguments()));
            }
        }
        int outcome = new RunProcesses(jobs, results, err).run(jobsToDo);
        return outcome == ExitCode.OK ? code : outcome;
    }

    private static Path defaultDirectory(String name) {
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", name + "-" + time);
    }
}
