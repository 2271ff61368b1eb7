package org.ganlib.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.file.AtomicFile;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.train.Checkpoint;
import org.ganlib.train.Continuation;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.RunLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan resume DIR [key=value…]}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Continues a run from its newest good checkpoint, as if it had never stopped.",
            "At the same thread count and on the same engine, parameters and metrics are the same to the bit."
        },
        footer = {"", "Example: gan resume runs/mnist-20260101-120000 train.steps=10000"})
public final class ResumeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ResumeCommand.class);

    /** Changing these would make it another run. */
    private static final Set<String> FIXED_TRAINING =
            Set.of(
                    "train.batch",
                    "train.ema",
                    "train.ema-rule",
                    "train.clip-norm",
                    "train.accumulate",
                    "train.instance-noise");

    private static final Set<String> FREE = Set.of("device", "engine", "threads", "metrics", "listeners");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Mixin
    private RunParameter run;

    @Parameters(
            index = "1..*",
            paramLabel = "key=value",
            description = "Settings to go on with: train.steps and what is left behind, device, engine, threads.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Override
    public Integer call() {
        RunDirectory directory = RunDirectory.open(run.path());
        requireFree(overrides);
        Session session = new Session();
        Experiment asked = session.read(ExperimentSource.of(directory), overrides);
        RunLock lock = RunLock.take(directory);
        try (lock) {
            Continuation continuation = Continuation.find(directory);
            Checkpoint checkpoint = continuation.checkpoint();
            try (checkpoint) {
                return resume(session, asked, continuation);
            }
        }
    }

    private int resume(Session session, Experiment asked, Continuation continuation) {
        RunDirectory directory = continuation.directory();
        continuation.passedOver().forEach(reason -> LOG.warn("passed over: {}", reason));
        long step = continuation.checkpoint().step();
        if (asked.train().steps() < step) {
            throw new ConfigurationException(
                    run.path().toString(),
                    List.of("train.steps: must be ≥ " + step + ", the step of "
                            + continuation.checkpoint().file() + ", was "
                            + asked.train().steps()));
        }
        TrainingRun training = new TrainingRun(
                session,
                asked,
                data,
                directory,
                quiet ? null : spec.commandLine().getErr());
        training.trainer().restore(continuation.checkpoint());
        long lines = continuation.rewind();
        if (step == asked.train().steps()) {
            LOG.info("all {} steps are done. Give train.steps=N for more", step);
        } else {
            LOG.info("continuing after step {}, {} lines of metrics kept", step, lines);
        }
        if (!overrides.isEmpty()) {
            AtomicFile.write(directory.config(), RecordWriter.toYaml(training.experiment()));
        }
        training.environment().append(directory.environment(), step, overrides);
        return training.train(spec.commandLine().getOut());
    }

    private static void requireFree(List<String> overrides) {
        List<String> problems = overrides.stream()
                .filter(o -> !isFree(o.split("=", 2)[0].strip()))
                .map(o -> o.split("=", 2)[0].strip() + ": cannot change while a run goes on. Leave it out, or train"
                        + " anew: gan train DIR/config.yaml " + o)
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException("command line", problems);
        }
    }

    private static boolean isFree(String key) {
        String section = key.split("[.\\[]", 2)[0];
        boolean fixed = FIXED_TRAINING.stream().anyMatch(f -> key.equals(f) || key.startsWith(f + "."));
        return FREE.contains(section) || (key.startsWith("train.") && !fixed);
    }
}
