package org.ganlib.library;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.config.RecordedSettings;
import org.ganlib.file.AtomicFile;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.run.DataPaths;
import org.ganlib.run.DataUse;
import org.ganlib.run.Environment;
import org.ganlib.run.ExperimentSource;
import org.ganlib.run.RunBinding;
import org.ganlib.run.RunData;
import org.ganlib.spi.TrainingListener;
import org.ganlib.tensorboard.EventScalars;
import org.ganlib.train.Checkpoint;
import org.ganlib.train.Continuation;
import org.ganlib.train.MetricsFile;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.RunLock;
import org.ganlib.train.StopSignal;
import org.ganlib.train.Trainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continues a run.
 *
 * @param workspace the installed plugins
 * @param directory the directory of the run
 * @param overrides settings to change, {@code key=value}
 * @param data the directories in which data is looked for
 */
record Resumption(Workspace workspace, RunDirectory directory, List<String> overrides, DataUse data) {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    /** Restores the run; the result holds the run's lock. */
    PreparedRun prepare(StopSignal stop, List<TrainingListener> listeners) {
        ExperimentSource source = ExperimentSource.of(directory);
        Experiment recorded = workspace.installation().read(source, List.of());
        List<String> places = DataPaths.keys(recorded.dataset());
        requireFree(overrides, places);
        List<String> moved =
                places.stream().filter(key -> keys(overrides).contains(key)).toList();
        Experiment read = workspace.installation().read(source, overrides);
        Experiment asked = read.withDataset(DataPaths.absolute(read.dataset(), moved, data.location()));
        RunBinding binding = new RunBinding(directory, source.yaml(), recorded, overrides, false);
        RunLock lock = RunLock.take(directory);
        try {
            Continuation continuation = Continuation.find(directory);
            try {
                PreparedRun run = prepare(asked, moved, continuation, binding, stop, listeners);
                run.beginWith(() -> begin(run, DataPaths.of(read.dataset()), continuation, binding));
                run.releaseWith(continuation::close);
                run.releaseWith(lock::close);
                return run;
            } catch (RuntimeException e) {
                continuation.close();
                throw e;
            }
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private PreparedRun prepare(
            Experiment asked,
            List<String> moved,
            Continuation continuation,
            RunBinding binding,
            StopSignal stop,
            List<TrainingListener> listeners) {
        // Check this before anything is built.
        binding.require(continuation.checkpoint());
        requireReached(continuation.checkpoint(), asked);
        RunData runData =
                RunData.ofRun(directory, asked, continuation.checkpoint().dataFingerprint(), moved, data);
        PreparedRun run = new PreparedRun(workspace, asked, Optional.empty(), runData, directory, stop, listeners);
        try {
            restore(run.trainer(), continuation, binding);
            continuation.passedOver().forEach(reason -> LOG.warn("passed over: {}", reason));
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private void begin(PreparedRun run, Map<String, String> givenPaths, Continuation continuation, RunBinding binding) {
        long step = continuation.checkpoint().step();
        String name = Environment.runOf(directory.environment())
                .orElseGet(() -> UUID.randomUUID().toString());
        run.identify(name);
        long lines = rewind(continuation, binding.recorded().train().logEvery());
        if (step == run.experiment().train().steps()) {
            LOG.info("all {} steps are done. Give train.steps=N for more", step);
        } else {
            LOG.info("continuing after step {}, {} lines of metrics kept", step, lines);
        }
        // The reason is written before the change, so that a process killed in between leaves no
        // change without its reason.
        run.environment()
                .append(
                        directory.environment(),
                        name,
                        step,
                        overrides,
                        run.runData().accepted());
        // Later checkpoints record every setting, but the file of an older version may lack some.
        if (!overrides.isEmpty()
                || !RecordedSettings.unwritten(binding.yaml(), binding.recorded())
                        .isEmpty()) {
            AtomicFile.write(directory.config(), RecordWriter.toYaml(run.experiment()));
        }
        run.runData().record(givenPaths, Optional.empty()).write(directory.data());
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
                    directory.root().toString(),
                    List.of("train.steps: must be ≥ " + checkpoint.step() + ", the step of " + checkpoint.file()
                            + ", was " + asked.train().steps()));
        }
    }

    /**
     * Removes the lines of metrics that the run is going to compute again.
     *
     * @return the number of lines of metrics that are left
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
