package org.ganlib.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordedSettings;
import org.ganlib.config.RecordedSettings.Difference;
import org.ganlib.problem.DataException;
import org.ganlib.train.Checkpoint;
import org.ganlib.train.RunDirectory;

/**
 * What ties a checkpoint to the run that it is used for: the run itself wrote it, with the settings
 * that its config.yaml has. What a checkpoint does not record, because an older version wrote it, is
 * not checked.
 *
 * @param directory of the run
 * @param yaml the text of its config.yaml
 * @param recorded what that was read as, without what the command line changes
 * @param overrides settings that the command line changes, {@code key=value}
 * @param chosen whether the command line names the checkpoint
 */
record RunBinding(RunDirectory directory, String yaml, Experiment recorded, List<String> overrides, boolean chosen) {
    /** Changing these would make it another run. */
    private static final Set<String> FIXED_TRAINING = Set.of(
            "train.batch",
            "train.ema",
            "train.ema-rule",
            "train.clip-norm",
            "train.accumulate",
            "train.instance-noise");

    private static final Set<String> FREE = Set.of("device", "engine", "threads", "metrics", "listeners");

    /**
     * True if the setting of that key may change while a run goes on: the run would come to the
     * same numbers.
     */
    static boolean isFree(String key) {
        String section = key.split("[.\\[]", 2)[0];
        boolean fixed = FIXED_TRAINING.stream().anyMatch(f -> key.equals(f) || key.startsWith(f + "."));
        return FREE.contains(section) || (key.startsWith("train.") && !fixed);
    }

    /** The key of a setting, {@code key=value}. */
    static String key(String setting) {
        return setting.split("=", 2)[0].strip();
    }

    /**
     * Checks that the checkpoint belongs to the run.
     *
     * @return settings that may change while a run goes on, and were changed in the file
     * @throws DataException if another run wrote it, or with other settings: lists them
     */
    List<Difference> require(Checkpoint checkpoint) {
        requireOwn(checkpoint);
        List<Difference> unexplained = unexplained(checkpoint);
        List<Difference> refused = unexplained.stream()
                .filter(d -> d.isMissing() || !isFree(d.path()))
                .toList();
        if (!refused.isEmpty()) {
            throw new DataException(directory.config() + " is not what " + checkpoint.file() + " was trained with: "
                    + refused.stream().map(Object::toString).collect(Collectors.joining("; "))
                    + ". Put back what it was, or train anew: gan train " + directory.config() + " --out DIR");
        }
        return unexplained;
    }

    private void requireOwn(Checkpoint checkpoint) {
        Optional<String> run = Environment.runOf(directory.environment());
        Optional<String> writer = checkpoint.run();
        if (run.isPresent() && writer.isPresent() && !run.equals(writer)) {
            throw new DataException(checkpoint.file() + " was written by another run, " + writer.get()
                    + "; this one is " + run.get()
                    + (chosen ? ". Give a checkpoint of this run" : ". Move it away"));
        }
    }

    /**
     * The settings that are not what they were, and that neither this command nor one with which the
     * run went on since has changed.
     */
    private List<Difference> unexplained(Checkpoint checkpoint) {
        List<String> changed = new ArrayList<>(overrides);
        changed.addAll(Environment.changesSince(directory.environment(), checkpoint.step()));
        List<String> keys = changed.stream().map(RunBinding::key).toList();
        return checkpoint
                .experiment()
                .map(settings -> RecordedSettings.differences(settings, yaml, recorded))
                .orElse(List.of())
                .stream()
                .filter(d -> keys.stream()
                        .noneMatch(k -> d.path().equals(k)
                                || d.path().startsWith(k + ".")
                                || d.path().startsWith(k + "[")))
                .toList();
    }
}
