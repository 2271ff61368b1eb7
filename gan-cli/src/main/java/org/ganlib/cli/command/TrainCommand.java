package org.ganlib.cli.command;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.file.AtomicFile;
import org.ganlib.spi.Dataset;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.RunLock;
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
            "Ctrl-C finishes the step, saves a checkpoint and exits with 130; gan resume DIR goes on from there.",
            "Example: gan train mnist train.steps=500 generator.hidden=[256,512]"
        })
public final class TrainCommand implements Callable<Integer> {
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

        TrainingRun training = new TrainingRun(
                session,
                asked,
                data.location(),
                directory,
                quiet ? null : spec.commandLine().getErr());
        directory.make();
        RunLock lock = RunLock.take(directory);
        try (lock) {
            directory.requireUnused();
            AtomicFile.write(directory.config(), RecordWriter.toYaml(training.experiment()));
            training.environment()
                    .write(
                            directory.environment(),
                            training.injector().getInstance(Dataset.class).info());
            return training.train(spec.commandLine().getOut());
        }
    }

    private static Path defaultDirectory(String name) {
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", name + "-" + time);
    }
}
