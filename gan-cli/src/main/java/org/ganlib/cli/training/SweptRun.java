package org.ganlib.cli.training;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.summary.RunFolder;
import org.ganlib.cli.summary.RunSummary;
import org.ganlib.cli.text.PlainText;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.library.Workspace;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.GanException;
import org.ganlib.run.RunBinding;
import org.ganlib.train.RunDirectory;

/**
 * One run of a sweep, together with the state of its folder: empty, a finished run, or an
 * unfinished one. Because the state is known, the command that began a sweep can be repeated to
 * continue it.
 *
 * @param name its name in messages
 * @param directory its run directory
 * @param standing the state of the run
 * @param step the last step it has reached
 * @param steps the step to train to
 * @param stepsBefore the step it was to train to before this command
 * @param settings settings to pass to the run, {@code key=value}: all of the command line's for a
 *     new run, otherwise only the changed ones
 */
public record SweptRun(
        String name,
        Path directory,
        Standing standing,
        long step,
        long steps,
        long stepsBefore,
        List<String> settings) {
    /** The state of a run of a sweep. */
    public enum Standing {
        /** No step was trained yet. */
        NEW,
        /** The run ended before its last step, or is now to be trained for more steps. */
        UNFINISHED,
        /** The run reached its last step. */
        FINISHED,
        /** The run reached a number that is not finite, and would reach it again. */
        DIVERGED
    }

    /** Keeps an unmodifiable copy of the list. */
    public SweptRun {
        settings = List.copyOf(settings);
    }

    /**
     * Finds out the state of a folder.
     *
     * @param asked the run's experiment as the command line asks for it, with paths as a run
     *     records them
     * @param settings the settings of the command line, {@code key=value}
     * @throws ConfigurationException if the folder holds a run that was trained with other
     *     settings, or beyond the requested last step; the message names what differs
     * @throws GanException if there is something else in the folder
     */
    public static SweptRun of(
            Workspace workspace, String name, Path directory, Experiment asked, List<String> settings) {
        long steps = asked.train().steps();
        if (!RunFolder.isRun(directory) || RunDirectory.open(directory).isUnbegun()) {
            RunDirectory.planned(directory);
            return new SweptRun(name, directory, Standing.NEW, 0, steps, steps, settings);
        }
        RunDirectory run = RunDirectory.open(directory);
        Experiment recorded = workspace.recorded(directory, List.of());
        requireSame(directory, recorded, asked);
        Optional<Path> newest = run.newestCheckpoint();
        long reached = newest.map(RunDirectory::stepOf).orElse(0L);
        if (reached > steps) {
            throw new ConfigurationException(
                    directory.toString(),
                    List.of("train.steps: must be ≥ " + reached + ", the step of " + newest.orElseThrow() + ", was "
                            + steps + " (the run was begun with "
                            + recorded.train().steps()
                            + "). Ask for as many, or choose a new folder with --out"));
        }
        RunSummary summary = RunSummary.of(directory);
        return new SweptRun(
                name,
                directory,
                standing(summary, recorded, asked),
                summary.step() > steps ? reached : summary.step(),
                steps,
                recorded.train().steps(),
                changes(recorded, asked));
    }

    private static Standing standing(RunSummary summary, Experiment recorded, Experiment asked) {
        long steps = asked.train().steps();
        return switch (summary.status()) {
            case "finished" ->
                summary.steps() < steps || (summary.step() < steps && endsOtherwise(recorded, asked))
                        ? Standing.UNFINISHED
                        : Standing.FINISHED;
            // A run with fewer steps than before ends before it diverges.
            case "diverged" -> summary.step() > steps ? Standing.UNFINISHED : Standing.DIVERGED;
            default -> Standing.UNFINISHED;
        };
    }

    /** Tells whether a setting has changed that may end the run before its last step. */
    private static boolean endsOtherwise(Experiment recorded, Experiment asked) {
        return recorded.train().minutes() != asked.train().minutes()
                || recorded.train().patience() != asked.train().patience()
                || !recorded.train().best().equals(asked.train().best());
    }

    /**
     * The settings to continue the run with: those that may change and differ now, on the command
     * line or in the experiment's file.
     */
    private static List<String> changes(Experiment recorded, Experiment asked) {
        Map<String, Object> before = settings(recorded, RunBinding::isFree);
        Map<String, Object> now = settings(asked, RunBinding::isFree);
        if (asked.threads() == 0) {
            // The recorded number is the one that was chosen for auto, so it is no change.
            now.remove("threads");
        }
        List<String> changes = new ArrayList<>();
        now.forEach((key, value) -> {
            if (!isSame(before.get(key), value)) {
                changes.add(key + "=" + Json.compact(value));
            }
        });
        return changes;
    }

    /**
     * Checks that the folder holds the same run, because its checkpoints are continued. Only the
     * settings that may change in a continued run may differ.
     */
    private static void requireSame(Path directory, Experiment recorded, Experiment asked) {
        Map<String, Object> before = settings(recorded, key -> !RunBinding.isFree(key));
        Map<String, Object> now = settings(asked, key -> !RunBinding.isFree(key));
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        keys.removeIf(key -> isSame(before.get(key), now.get(key)));
        List<String> differences = keys.stream()
                .filter(key -> !followsFromAnother(key, keys))
                .map(key -> key + ": was " + text(before, key) + ", is " + text(now, key))
                .toList();
        if (!differences.isEmpty()) {
            throw new ConfigurationException(
                    directory.toString(),
                    List.of("was trained with other settings: " + String.join("; ", differences)
                            + ". Ask for what it was, or choose a new folder with --out"));
        }
    }

    private static String text(Map<String, Object> settings, String key) {
        Object value = settings.get(key);
        return value == null ? "missing" : value instanceof Double number ? SettingText.number(number) : "" + value;
    }

    /**
     * Tells whether a setting differs only because its section now names another plugin. Such
     * differences need not be listed.
     */
    private static boolean followsFromAnother(String key, Set<String> differing) {
        for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
            String name = key.substring(0, dot) + ".name";
            if (!key.equals(name) && differing.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether two values are the same setting. Paths are compared as absolute paths, because
     * that is how a run records files.
     */
    private static boolean isSame(Object a, Object b) {
        return Objects.equals(a, b)
                || (a instanceof String x
                        && b instanceof String y
                        && absolute(x).isPresent()
                        && absolute(x).equals(absolute(y)));
    }

    private static Optional<Path> absolute(String text) {
        try {
            return Optional.of(Path.of(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The experiment's settings whose keys pass the test, by key. */
    private static Map<String, Object> settings(Experiment experiment, Predicate<String> wanted) {
        Map<String, Object> flat = new LinkedHashMap<>();
        flatten("", RecordWriter.toMap(experiment), flat);
        flat.keySet().removeIf(wanted.negate());
        return flat;
    }

    private static void flatten(String key, Object value, Map<String, Object> flat) {
        if (value instanceof Map<?, ?> section) {
            section.forEach((name, more) -> flatten(key.isEmpty() ? name.toString() : key + "." + name, more, flat));
        } else {
            flat.put(key, value);
        }
    }

    public boolean isOver() {
        return standing == Standing.FINISHED || standing == Standing.DIVERGED;
    }

    /** The exit code of a run that needs no more training. */
    public int code() {
        return standing == Standing.DIVERGED ? ExitCode.DIVERGED : ExitCode.OK;
    }

    /** A line that describes what was found in the folder; empty for a new run. */
    public Optional<String> found() {
        return switch (standing) {
            case NEW -> Optional.empty();
            case UNFINISHED ->
                Optional.of("goes on; it stood at step " + step + " of " + steps
                        + (stepsBefore == steps ? "" : ", which were " + stepsBefore + " before"));
            case FINISHED -> Optional.of("was finished earlier, and is left as it is");
            case DIVERGED -> Optional.of("diverged earlier, and is left as it is");
        };
    }

    /** The line that a dry run prints for this run. */
    public String plan() {
        return found().map(text -> text + "; ").orElse("") + "nothing was written";
    }

    /** The command that trains or continues this run. */
    public RunProcesses.Job job(String experiment, List<String> data) {
        List<String> arguments = new ArrayList<>();
        if (standing == Standing.NEW) {
            arguments.addAll(List.of("train", experiment));
            arguments.addAll(settings);
            arguments.addAll(List.of("--out", directory.toString()));
        } else {
            arguments.addAll(List.of("resume", directory.toString()));
            arguments.addAll(settings);
        }
        arguments.add("--quiet");
        arguments.addAll(data);
        return new RunProcesses.Job(PlainText.line(name), directory, arguments);
    }
}
