package org.ganlib.cli.command;

import com.google.inject.Injector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ganlib.cli.render.SampleGridPicture;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.file.AtomicFile;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.MetricsLog;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.StatusFile;
import org.ganlib.train.StopSignal;
import org.ganlib.train.Trainer;
import org.ganlib.wiring.Backend;
import org.ganlib.wiring.Engines;
import org.ganlib.wiring.TrainingModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan train EXPERIMENT [key=value…]}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains an experiment and leaves everything in a run directory.",
        footer = {
            "",
            "Ctrl-C finishes the step, saves a checkpoint and exits with 130.",
            "Example: gan train mnist train.steps=500 generator.hidden=[256,512]"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainCommand.class);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "A built-in experiment's name, or a YAML file.")
    private String experimentName;

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Settings that replace the experiment's.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "The run directory. Default: runs/EXPERIMENT-TIME.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "The same as seed=N.")
    private Long seed;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Override
    public Integer call() {
        ExperimentSource source = ExperimentSource.find(experimentName);
        if (seed != null) {
            overrides.add("seed=" + seed);
        }
        Session session = new Session();
        Experiment asked = session.read(source.source(), source.yaml(), overrides);
        RunDirectory directory = RunDirectory.planned(out == null ? defaultDirectory(source.name()) : out);

        Backend backend =
                Backend.startForTraining(asked.device(), asked.threads(), () -> session.engines(asked.engine()));
        backend.note().ifPresent(LOG::info);
        LOG.info("threads: {} ({})", backend.threads(), backend.threadsReason());
        // The numbers depend on it: the recorded configuration must repeat them.
        Experiment experiment = asked.withThreads(backend.threads());
        StopSignal stop = new StopSignal();
        List<TrainingListener> watchers = new ArrayList<>(List.of(
                new MetricsLog(directory.metrics(), experiment.train().logEvery()),
                new StatusFile(directory.status(), Clock.systemUTC()),
                new TimeSpent()));
        if (!quiet) {
            watchers.add(Progress.create(spec.commandLine().getErr(), experiment.divergence()));
        }
        Injector injector = session.injector(
                experiment, data.location(), new TrainingModule(directory, new SampleGridPicture(), stop, watchers));
        Trainer trainer = Session.get(injector, Trainer.class);
        directory.make();
        AtomicFile.write(directory.config(), RecordWriter.toYaml(experiment));
        new Environment(backend, injector.getInstance(Engines.class), session.catalog())
                .write(
                        directory.environment(),
                        injector.getInstance(Dataset.class).info());

        RunStatus status;
        Interruption interruption = Interruption.raises(stop);
        try {
            status = trainer.run();
            spec.commandLine().getOut().println("run: " + directory.root());
            spec.commandLine().getOut().flush();
        } finally {
            // While an interrupted process still waits for this command.
            RunFigures.writeReport(session, directory.root(), data.location());
            interruption.end();
        }
        return status == RunStatus.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    private static Path defaultDirectory(String name) {
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", name + "-" + time);
    }
}
