package org.ganlib.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordedSettings;
import org.ganlib.file.AtomicFile;
import org.ganlib.problem.DataException;

/**
 * Where a run can go on: its newest good checkpoint, and what has to leave the directory so that nothing is there twice.
 *
 * @param directory of the run, whose lock is held
 * @param checkpoint open; the caller closes it
 * @param passedOver for each newer checkpoint why it cannot be used
 */
public record Continuation(RunDirectory directory, Checkpoint checkpoint, List<String> passedOver) {
    /** Given to the names of newer checkpoints that cannot be used. */
    static final String SET_ASIDE = ".unusable";

    /** Keeps an unmodifiable copy of the list. */
    public Continuation {
        passedOver = List.copyOf(passedOver);
    }

    /**
     * Finds the newest checkpoint that is whole and of a schema this version can continue from. Changes nothing.
     *
     * @throws DataException if there is none; says why for each
     */
    public static Continuation find(RunDirectory directory) {
        List<String> passedOver = new ArrayList<>();
        for (Path file : directory.checkpointsNewestFirst()) {
            Checkpoint checkpoint = null;
            try {
                checkpoint = Checkpoint.open(file);
                checkpoint.state();
                return new Continuation(directory, checkpoint, passedOver);
            } catch (DataException e) {
                if (checkpoint != null) {
                    checkpoint.close();
                }
                passedOver.add(e.getMessage());
            }
        }
        throw new DataException(
                passedOver.isEmpty()
                        ? directory.root() + " has no checkpoint to continue from. Train it anew: gan train "
                                + directory.config() + " --out DIR"
                        : directory.root() + " has no good checkpoint: " + String.join("; ", passedOver));
    }

    /**
     * Checks that the run itself wrote the checkpoint. Where either has no name, as in versions
     * that gave none, nothing is known.
     *
     * @param run the run's name; null where it has none
     * @throws DataException if another run did
     */
    public void requireOf(String run) {
        if (run != null
                && checkpoint.run().isPresent()
                && !checkpoint.run().get().equals(run)) {
            throw new DataException(checkpoint.file() + " was written by another run, "
                    + checkpoint.run().get() + "; this one is " + run + ". Move it away");
        }
    }

    /**
     * The settings that the configuration file no longer has as they were when the checkpoint was
     * written; none where the checkpoint does not say.
     *
     * @param yaml the file's text
     * @param now what it was read as
     */
    public List<RecordedSettings.Difference> differences(String yaml, Experiment now) {
        return checkpoint
                .experiment()
                .map(recorded -> RecordedSettings.differences(recorded, yaml, now))
                .orElse(List.of());
    }

    /**
     * Takes the directory back to the moment of the checkpoint: removes lines of metrics and sample grids of later steps, sets later checkpoints
     * aside, and deletes what unfinished writes left behind.
     *
     * @param logEvery steps between two lines of metrics
     * @param known numbers of logged steps from elsewhere, by step and name, which lines that are lost are made of
     * @return what became of the lines of metrics
     * @throws DataException if metrics.jsonl is damaged before that moment; nothing was changed
     */
    public MetricsFile.Kept rewind(long logEvery, NavigableMap<Long, Map<String, Double>> known) {
        long step = checkpoint.step();
        NavigableMap<Long, Map<String, Double>> numbers = new TreeMap<>(known.headMap(step, true));
        if (step > 0 && step % logEvery == 0) {
            numbers.put(step, lastNumbers(numbers.getOrDefault(step, Map.of())));
        }
        MetricsFile.Kept lines = MetricsFile.keepUntil(directory.metrics(), step, logEvery, numbers);
        for (Path file : directory.checkpointsNewestFirst()) {
            if (RunDirectory.stepOf(file) > step) {
                setAside(file);
            }
        }
        directory.samplesNewestFirst().stream()
                .filter(file -> RunDirectory.stepOf(file) > step)
                .forEach(RunDirectory::delete);
        for (Path folder : List.of(directory.root(), directory.samples(), directory.checkpoints())) {
            deleteUnfinished(folder);
        }
        directory.make();
        return lines;
    }

    /** The checkpoint has the last step's numbers as they were, elsewhere they may be rounded. */
    private Map<String, Double> lastNumbers(Map<String, Double> elsewhere) {
        Map<String, Double> numbers = new LinkedHashMap<>(checkpoint.state().measurements());
        elsewhere.forEach(numbers::putIfAbsent);
        numbers.put("examples", (double) checkpoint.examplesSeen());
        numbers.put("seconds", checkpoint.trainingNanos() / 1e9);
        return numbers;
    }

    private static void setAside(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + SET_ASIDE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }

    private static void deleteUnfinished(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(AtomicFile::isUnfinished).forEach(RunDirectory::delete);
        } catch (IOException e) {
            throw AtomicFile.unwritable(folder, e);
        }
    }
}
