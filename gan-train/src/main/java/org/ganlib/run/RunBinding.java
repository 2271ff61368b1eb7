package org.ganlib.run;

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
 * Checks that a checkpoint belongs to the run it is used for: this run wrote it, with the settings
 * in its config.yaml. Checkpoints of older versions record less; what one does not record is not
 * checked.
 *
 * @param directory the run directory
 * @param yaml the text of its config.yaml
 * @param recorded the experiment in that file, without the changes of the command line
 * @param overrides settings that the command line changes, {@code key=value}
 * @param chosen true if the command line names the checkpoint
 */
public record RunBinding(
        RunDirectory directory, String yaml, Experiment recorded, List<String> overrides, boolean chosen) {
    /**
     * The settings of {@code train} that may not change when a run is continued, because they
     * change the numbers that the run computes.
     */
    private static final Set<String> FIXED_TRAINING = Set.of(
            "train.batch",
            "train.ema",
            "train.ema-rule",
            "train.clip-norm",
            "train.accumulate",
            "train.instance-noise",
            "train.augmentation",
            "train.initial-from");

    private static final Set<String> FREE = Set.of("device", "engine", "threads", "metrics", "listeners");

    /**
     * True if this setting may change when a run is continued, because the run computes the same
     * numbers with any value of it.
     */
    public static boolean isFree(String key) {
        String section = key.split("[.\\[]", 2)[0];
        boolean fixed = FIXED_TRAINING.stream().anyMatch(f -> key.equals(f) || key.startsWith(f + "."));
        return FREE.contains(section) || (key.startsWith("train.") && !fixed);
    }

    /** The key of a setting that is written as {@code key=value}. */
    public static String key(String setting) {
        return setting.split("=", 2)[0].strip();
    }

    /**
     * Checks that the checkpoint belongs to the run.
     *
     * @return the settings that were changed in the file and may change when a run is continued
     * @throws DataException if another run wrote the checkpoint, or it was written with other
     *     settings; the message lists them
     */
    public List<Difference> require(Checkpoint checkpoint) {
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
     * The settings that differ from the checkpoint's although neither this command nor an earlier
     * continuation of the run changed them.
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
