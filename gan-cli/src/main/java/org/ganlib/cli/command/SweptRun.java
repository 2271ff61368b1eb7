package org.ganlib.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.ganlib.cli.summary.RunFolder;
import org.ganlib.cli.summary.RunSummary;
import org.ganlib.cli.text.PlainText;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.problem.GanException;
import org.ganlib.train.RunDirectory;

/**
 * One of the runs of a sweep, with what lies in its folder already: nothing, a run that is over, or
 * one that goes on. So the command that began a sweep also continues it.
 *
 * @param name what it is called in messages
 * @param directory its run directory
 * @param standing what there is to do
 * @param step the step it stands at
 * @param steps the step it is to reach
 * @param settings what the command line sets, {@code key=value}: all of it for a new run, otherwise
 *     what it goes on with
 */
record SweptRun(String name, Path directory, Standing standing, long step, long steps, List<String> settings) {
    enum Standing {
        /** Nothing was trained yet. */
        NEW,
        /** It ended before its last step, or is to be trained for more of them. */
        UNFINISHED,
        FINISHED,
        /** It came to a number that is not finite, and would again. */
        DIVERGED
    }

    /** Keeps an unmodifiable copy of the list. */
    SweptRun {
        settings = List.copyOf(settings);
    }

    /**
     * Looks at the folder.
     *
     * @param asked the run's experiment as the command line asks for it
     * @param settings of the command line, {@code key=value}
     * @throws GanException if there is something else in the folder, or a run of another
     *     experiment; names the settings that differ
     */
    static SweptRun of(Session session, String name, Path directory, Experiment asked, List<String> settings) {
        long steps = asked.train().steps();
        if (!RunFolder.isRun(directory) || RunDirectory.open(directory).isUnbegun()) {
            RunDirectory.planned(directory);
            return new SweptRun(name, directory, Standing.NEW, 0, steps, settings);
        }
        Experiment recorded = TrainedModel.experiment(session, RunDirectory.open(directory));
        requireSame(directory, recorded, asked);
        long last = Math.max(steps, recorded.train().steps());
        RunSummary summary = RunSummary.of(directory);
        Standing standing =
                switch (summary.status()) {
                    case "finished" -> summary.steps() < steps ? Standing.UNFINISHED : Standing.FINISHED;
                    case "diverged" -> Standing.DIVERGED;
                    default -> Standing.UNFINISHED;
                };
        return new SweptRun(name, directory, standing, summary.step(), last, changes(recorded, asked, settings, last));
    }

    /**
     * The settings to go on with: those of the command line that may change and have, with the last
     * step.
     */
    private static List<String> changes(Experiment recorded, Experiment asked, List<String> settings, long last) {
        Map<String, Object> before = settings(recorded, RunBinding::isFree);
        Map<String, Object> now = settings(asked, RunBinding::isFree);
        // The recorded number of threads is the one that auto came to.
        before.remove("threads");
        now.remove("threads");
        if (before.equals(now)) {
            return List.of();
        }
        List<String> changes = new ArrayList<>();
        for (String setting : settings) {
            String key = setting.split("=", 2)[0].strip();
            if (RunBinding.isFree(key) && !key.equals("train.steps")) {
                changes.add(setting);
            }
        }
        changes.add("train.steps=" + last);
        return changes;
    }

    /**
     * Where its checkpoints go on from, it must be the same run: what may change while a run goes
     * on may differ, and nothing else.
     */
    private static void requireSame(Path directory, Experiment recorded, Experiment asked) {
        Map<String, Object> before = settings(recorded, key -> !RunBinding.isFree(key));
        Map<String, Object> now = settings(asked, key -> !RunBinding.isFree(key));
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        keys.removeIf(key -> isSame(before.get(key), now.get(key)));
        if (!keys.isEmpty()) {
            String key = keys.first();
            throw new GanException(directory + ": was trained with other settings, for example " + key + "="
                    + before.get(key) + ", now " + now.get(key) + " (" + keys.size()
                    + (keys.size() == 1 ? " differs" : " differ") + "). Choose a new folder with --out");
        }
    }

    /** Files are recorded by paths that hold from any folder. */
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

    /** Some of an experiment's settings, by their keys. */
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

    boolean isOver() {
        return standing == Standing.FINISHED || standing == Standing.DIVERGED;
    }

    /** The exit code of a run that is over. */
    int code() {
        return standing == Standing.DIVERGED ? ExitCode.DIVERGED : ExitCode.OK;
    }

    /** A line on what was found; empty where there was nothing. */
    Optional<String> found() {
        return switch (standing) {
            case NEW -> Optional.empty();
            case UNFINISHED -> Optional.of("goes on; it stood at step " + step + " of " + steps);
            case FINISHED -> Optional.of("was finished earlier, and is left as it is");
            case DIVERGED -> Optional.of("diverged earlier, and is left as it is");
        };
    }

    /** The line that a dry run prints for this run. */
    String plan() {
        return found().map(text -> text + "; ").orElse("") + "nothing was written";
    }

    /** The command that trains it, or goes on with it. */
    RunProcesses.Job job(String experiment, List<String> data) {
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
