package org.ganlib.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
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
import org.ganlib.train.Trainer;
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
            try (continuation) {
                RunBinding binding = new RunBinding(directory, source.yaml(), recorded, overrides, false);
                // Check this before anything is built.
                binding.require(continuation.checkpoint());
                requireReached(continuation.checkpoint(), asked);
                RunData runData = RunData.ofRun(
                        directory,
                        asked,
                        continuation.checkpoint().dataFingerprint(),
                        moved,
                        data.use(List.of(), changed.accepted()));
                return resume(session, asked, DataPaths.of(read.dataset()), runData, continuation, binding);
            }
        }
    }

    private int resume(
            Session session,
            Experiment asked,
            Map<String, String> givenPaths,
            RunData runData,
            Continuation continuation,
            RunBinding binding) {
        RunDirectory directory = continuation.directory();
        TrainingRun training = new TrainingRun(
                session,
                asked,
                runData,
                data,
                data.use(List.of(), false),
                directory,
                quiet ? null : spec.commandLine().getErr());
        restore(training.trainer(), continuation, binding);
        continuation.passedOver().forEach(reason -> LOG.warn("passed over: {}", reason));
        long step = continuation.checkpoint().step();
        String name = Environment.runOf(directory.environment())
                .orElseGet(() -> UUID.randomUUID().toString());
        training.identify(name);
        long lines = rewind(continuation, binding.recorded().train().logEvery());
        if (step == asked.train().steps()) {
            LOG.info("all {} steps are done. Give train.steps=N for more", step);
        } else {
            LOG.info("continuing after step {}, {} lines of metrics kept", step, lines);
        }
        // The reason is written before the change, so that a process killed in between leaves no
        // change without its reason.
        training.environment().append(directory.environment(), name, step, overrides, runData.accepted());
        // Later checkpoints record every setting, but the file of an older version may lack some.
        if (!overrides.isEmpty()
                || !RecordedSettings.unwritten(binding.yaml(), binding.recorded())
                        .isEmpty()) {
            AtomicFile.write(directory.config(), RecordWriter.toYaml(training.experiment()));
        }
        runData.record(givenPaths, Optional.empty()).write(directory.data());
        return training.train(spec.commandLine().getOut());
    }

    /**
     * Restores the newest checkpoint that fits the networks. The networks are built from the
     * settings that the checkpoint records, so a checkpoint that does not fit them is damaged, even
     * if its hashes are right.
     */
    private static void restore(Trainer trainer, Continuation continuation, RunBinding binding) {
        while (true) {
            List<RecordedSettings.Difference> changes = binding.require(continuation.checkpoint());
            try {
                trainer.restore(continuation.checkpoint());
                changes.forEach(change -> LOG.info("config.yaml: {}", change));
                return;
            } catch (DataException e) {
                continuation.passOver(e);
            }
        }
    }

    private void requireReached(Checkpoint checkpoint, Experiment asked) {
        if (asked.train().steps() < checkpoint.step()) {
            throw new ConfigurationException(
                    run.path().toString(),
                    List.of("train.steps: must be ≥ " + checkpoint.step() + ", the step of " + checkpoint.file()
                            + ", was " + asked.train().steps()));
        }
    }

    /**
     * Removes the lines of metrics that the run is going to compute again.
     *
     * @return the number of lines of metrics
     */
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

    private static List<String> keys(List<String> overrides) {
        return overrides.stream().map(RunBinding::key).toList();
    }

    /**
     * Refuses to change settings that must stay the same when a run is continued.
     *
     * @param places keys of the settings that name the files and folders of the data
     */
    private static void requireFree(List<String> overrides, List<String> places) {
        List<String> problems = overrides.stream()
                .filter(o -> !RunBinding.isFree(RunBinding.key(o)) && !places.contains(RunBinding.key(o)))
                .map(o -> RunBinding.key(o) + ": cannot change while a run goes on. Leave it out, or train"
                        + " anew: gan train DIR/config.yaml " + o)
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException("command line", problems);
        }
    }
}
