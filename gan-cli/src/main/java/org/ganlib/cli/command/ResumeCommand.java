package org.ganlib.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.config.RecordedSettings;
import org.ganlib.file.AtomicFile;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.tensorboard.EventScalars;
import org.ganlib.train.Checkpoint;
import org.ganlib.train.Continuation;
import org.ganlib.train.MetricsFile;
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
    private static final Set<String> FIXED_TRAINING = Set.of(
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
    private ChangedData changed;

    @Mixin
    private RunParameter run;

    @Parameters(
            index = "1..*",
            paramLabel = "key=value",
            description =
                    "Settings to go on with: train.steps and what is left behind, device, engine, threads; dataset.file and the"
                            + " like where the data lies elsewhere now.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Override
    public Integer call() {
        RunDirectory directory = RunDirectory.open(run.path());
        ExperimentSource source = ExperimentSource.of(directory);
        Session session = new Session();
        Experiment recorded = session.read(source, List.of());
        List<String> places = DataPaths.keys(recorded.dataset());
        requireFree(overrides, places);
        List<String> moved =
                places.stream().filter(key -> keys(overrides).contains(key)).toList();
        Experiment read = session.read(source, overrides);
        Experiment asked = read.withDataset(DataPaths.absolute(read.dataset(), moved, data.location()));
        RunLock lock = RunLock.take(directory);
        try (lock) {
            Continuation continuation = Continuation.find(directory);
            Checkpoint checkpoint = continuation.checkpoint();
            try (checkpoint) {
                continuation.requireOf(
                        Environment.runOf(directory.environment()).orElse(null));
                requireSame(continuation, source.yaml(), recorded);
                RunData runData = RunData.ofRun(
                        directory, asked, checkpoint.dataFingerprint(), moved, data.use(List.of(), changed.accepted()));
                long logged = recorded.train().logEvery();
                return resume(session, logged, asked, DataPaths.of(read.dataset()), runData, continuation);
            }
        }
    }

    /** @param logged steps between two lines of metrics until now */
    private int resume(
            Session session,
            long logged,
            Experiment asked,
            Map<String, String> givenPaths,
            RunData runData,
            Continuation continuation) {
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
                runData,
                data,
                data.use(List.of(), false),
                directory,
                quiet ? null : spec.commandLine().getErr());
        training.trainer().restore(continuation.checkpoint());
        String name = Environment.runOf(directory.environment())
                .orElseGet(() -> UUID.randomUUID().toString());
        training.identify(name);
        long lines = rewind(continuation, logged);
        if (step == asked.train().steps()) {
            LOG.info("all {} steps are done. Give train.steps=N for more", step);
        } else {
            LOG.info("continuing after step {}, {} lines of metrics kept", step, lines);
        }
        // First the reason, then the change: a process that is killed in between leaves no change
        // without a reason.
        training.environment().append(directory.environment(), name, step, overrides, runData.accepted());
        if (!overrides.isEmpty()) {
            AtomicFile.write(directory.config(), RecordWriter.toYaml(training.experiment()));
        }
        runData.record(givenPaths, Optional.empty()).write(directory.data());
        return training.train(spec.commandLine().getOut());
    }

    /** @return how many lines of metrics there are */
    private static long rewind(Continuation continuation, long logEvery) {
        MetricsFile.Kept lines = continuation.rewind(
                logEvery, EventScalars.read(continuation.directory().root()));
        if (lines.rebuilt() + lines.lost() > 0) {
            LOG.warn(
                    "metrics.jsonl lacked {} lines of steps before: {} were made again of the event files, in single precision, and the checkpoint; {} are lost",
                    lines.rebuilt() + lines.lost(),
                    lines.rebuilt(),
                    lines.lost());
        }
        return lines.kept() + lines.rebuilt();
    }

    /**
     * Refuses to go on with settings other than those trained with. Settings that may change while
     * a run goes on are only told of, unless the file lacks them: then it was cut short.
     */
    private void requireSame(Continuation continuation, String yaml, Experiment recorded) {
        RunDirectory directory = continuation.directory();
        Checkpoint checkpoint = continuation.checkpoint();
        List<String> changes = new ArrayList<>(overrides);
        changes.addAll(Environment.changesAfter(directory.environment(), checkpoint.step()));
        List<RecordedSettings.Difference> unexplained = continuation.differences(yaml, recorded).stream()
                .filter(d -> changes.stream()
                        .map(ResumeCommand::key)
                        .noneMatch(k -> d.path().equals(k)
                                || d.path().startsWith(k + ".")
                                || d.path().startsWith(k + "[")))
                .toList();
        List<RecordedSettings.Difference> refused = unexplained.stream()
                .filter(d -> d.isMissing() || !isFree(d.path()))
                .toList();
        if (!refused.isEmpty()) {
            throw new DataException(directory.config() + " is not what " + checkpoint.file() + " was trained with: "
                    + refused.stream().map(Object::toString).collect(Collectors.joining("; "))
                    + ". Put back what it was, or train anew: gan train " + directory.config() + " --out DIR");
        }
        unexplained.forEach(d -> LOG.info("config.yaml: {}", d));
    }

    private static String key(String override) {
        return override.split("=", 2)[0].strip();
    }

    private static List<String> keys(List<String> overrides) {
        return overrides.stream().map(ResumeCommand::key).toList();
    }

    /** @param places keys of settings that say where the data lies */
    private static void requireFree(List<String> overrides, List<String> places) {
        List<String> problems = overrides.stream()
                .filter(o -> !isFree(key(o)) && !places.contains(key(o)))
                .map(o -> key(o) + ": cannot change while a run goes on. Leave it out, or train"
                        + " anew: gan train DIR/config.yaml " + o)
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException("command line", problems);
        }
    }

    /**
     * True if the setting of that key may change while a run goes on: the run would come to the
     * same numbers.
     */
    static boolean isFree(String key) {
        String section = key.split("[.\\[]", 2)[0];
        boolean fixed = FIXED_TRAINING.stream().anyMatch(f -> key.equals(f) || key.startsWith(f + "."));
        return FREE.contains(section) || (key.startsWith("train.") && !fixed);
    }
}
