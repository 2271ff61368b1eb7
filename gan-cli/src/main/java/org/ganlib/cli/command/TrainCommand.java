package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.ganlib.cli.text.PlainText;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.file.AtomicFile;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.RunLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
            "Example: gan train mnist train.steps=500 generator.hidden=[256,512]",
            "         gan train ring-8 --seeds 0-4 --multirun divergence=gan,least-squares --jobs 2"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainCommand.class);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "A built-in experiment's name, or a YAML file.")
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
        OutputPath.check(spec, "--out", out);
        ExperimentSource source = ExperimentSource.find(experimentName);
        requireUsage();
        if (seed != null) {
            overrides.add("seed=" + seed);
        }
        Session session = new Session();
        if (out != null || dryRun) {
            return train(session, source, out == null ? defaultDirectory(source.name(), session.clock()) : out);
        }
        try (ClaimedFolder claimed = ClaimedFolder.claim(defaultDirectory(source.name(), session.clock()))) {
            return train(session, source, claimed.path());
        }
    }

    private int train(Session session, ExperimentSource source, Path root) {
        return seeds != null || !sweeps.isEmpty()
                ? trainMany(session, source, root)
                : train(session, source, session.read(source, overrides), RunDirectory.planned(root));
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

    private int train(Session session, ExperimentSource source, Experiment asked, RunDirectory directory) {
        PrintWriter results = spec.commandLine().getOut();
        Experiment placed = placed(asked);
        DataUse use = data.use(List.of(), false);
        Inputs.ofExperiment(placed, data.location()).requireOtherFolder(spec, "--out", out);
        RunData runData = RunData.ofNewRun(directory, placed, use);
        TrainingRun training = new TrainingRun(
                session,
                placed,
                runData,
                data,
                use,
                directory,
                quiet ? null : spec.commandLine().getErr());
        runData.training().remarks().forEach(LOG::warn);
        runData.requireExamplesOfEveryClass();
        if (dryRun) {
            new TrainingPlan(training, directory).print(results);
            return ExitCode.OK;
        }
        String run = UUID.randomUUID().toString();
        training.identify(run);
        directory.make();
        RunLock lock = RunLock.take(directory);
        try (lock) {
            directory.requireUnused();
            // This is written before config.yaml, whose presence makes the folder a run.
            runData.record(DataPaths.of(asked.dataset()), source.file()).write(directory.data());
            AtomicFile.write(directory.config(), RecordWriter.toYaml(training.experiment()));
            training.environment()
                    .write(
                            directory.environment(),
                            run,
                            source.name(),
                            session.clock().instant(),
                            training.injector().getInstance(Dataset.class).info());
            return training.train(results);
        }
    }

    /** The experiment with its data paths in the form that a run records. */
    private Experiment placed(Experiment asked) {
        DatasetSource found = asked.dataset().resolved(data.location());
        return asked.withDataset(DataPaths.absolute(found, DataPaths.keys(found), data.location()));
    }

    /** Every experiment is read, and every folder looked at, before the first run begins. */
    private int trainMany(Session session, ExperimentSource source, Path root) {
        List<SweptRun> swept = new ArrayList<>();
        for (ManyRuns run : ManyRuns.plan(seeds, sweeps)) {
            List<String> settings = new ArrayList<>(overrides);
            settings.addAll(run.overrides());
            Experiment asked = placed(session.read(source, settings));
            swept.add(SweptRun.of(session, run.name(), root.resolve(run.name()), asked, settings));
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

    private static Path defaultDirectory(String name, Clock clock) {
        String time = LocalDateTime.now(clock.withZone(ZoneId.systemDefault()))
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", name + "-" + time);
    }
}
