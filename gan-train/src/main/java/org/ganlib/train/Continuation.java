package org.ganlib.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ganlib.file.AtomicFile;
import org.ganlib.problem.DataException;

/**
 * The point from which a run can be continued: its newest good checkpoint, and the later files that
 * have to be removed so that nothing is there twice. The caller holds the run's lock.
 */
public final class Continuation implements AutoCloseable {
    /** The suffix that is added to the names of newer checkpoints that cannot be used. */
    static final String SET_ASIDE = ".unusable";

    private final RunDirectory directory;
    private final CheckpointSearch search;

    private Continuation(RunDirectory directory, CheckpointSearch search) {
        this.directory = directory;
        this.search = search;
    }

    /**
     * Finds the newest sound checkpoint of a schema that this version can continue from. Changes
     * nothing.
     *
     * @throws DataException if there is none; the message gives the reason for each
     */
    public static Continuation find(RunDirectory directory) {
        return new Continuation(
                directory,
                CheckpointSearch.newest(
                        directory,
                        Continuation::open,
                        "has no checkpoint to continue from. Train it anew: gan train " + directory.config()
                                + " --out DIR"));
    }

    private static Checkpoint open(Path file) {
        Checkpoint checkpoint = Checkpoint.open(file);
        try {
            checkpoint.state();
            return checkpoint;
        } catch (DataException e) {
            checkpoint.close();
            throw e;
        }
    }

    /** The directory of the run. */
    public RunDirectory directory() {
        return directory;
    }

    /** The checkpoint. It stays open until this is closed or another checkpoint replaces it. */
    public Checkpoint checkpoint() {
        return search.checkpoint();
    }

    /** The reason, for each newer checkpoint, why it cannot be used. */
    public List<String> passedOver() {
        return search.passedOver();
    }

    /**
     * Continues from an earlier checkpoint, because this one cannot be used.
     *
     * @throws DataException if there is no good one; the message gives the reason for each
     */
    public void passOver(DataException why) {
        search.passOver(why);
    }

    @Override
    public void close() {
        search.close();
    }

    /**
     * Resets the directory to the moment of the checkpoint. Lines of metrics and sample grids of
     * later steps are removed, later checkpoints are set aside, and files of unfinished writes are
     * deleted.
     *
     * @param logEvery steps between two lines of metrics
     * @param known the numbers of logged steps from other sources, by step and name; lost lines are
     *     rebuilt from them
     * @return the fate of the lines of metrics: how many were missing, and how many were restored
     * @throws DataException if metrics.jsonl is damaged before that moment; nothing was changed
     */
    public MetricsFile.Kept rewind(long logEvery, NavigableMap<Long, Map<String, Double>> known) {
        long step = checkpoint().step();
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

    /**
     * The numbers of the last step. The checkpoint has them exactly; other sources may have rounded
     * them.
     */
    private Map<String, Double> lastNumbers(Map<String, Double> elsewhere) {
        Map<String, Double> numbers = new LinkedHashMap<>(checkpoint().state().measurements());
        elsewhere.forEach(numbers::putIfAbsent);
        numbers.put("examples", (double) checkpoint().examplesSeen());
        numbers.put("seconds", checkpoint().trainingNanos() / 1e9);
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
