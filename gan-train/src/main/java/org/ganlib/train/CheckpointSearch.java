package org.ganlib.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ganlib.problem.DataException;

/**
 * Searches a run's checkpoints, from the newest to the oldest, for one that can be used. The run
 * may still be in training, and with {@code train.keep-last} it may delete older checkpoints at any
 * moment. A checkpoint that is open stays readable even if its file is deleted.
 */
public final class CheckpointSearch implements AutoCloseable {
    /**
     * The number of attempts. To use them all up, the run would have to delete that many
     * checkpoints, each in the moment between listing and opening it.
     */
    private static final int ATTEMPTS = 20;

    /** The run directory; null if a single file was named. */
    private final RunDirectory directory;

    private final Function<Path, Checkpoint> opening;
    private final Set<Path> tried = new HashSet<>();
    private final List<String> passedOver = new ArrayList<>();
    private Checkpoint checkpoint;

    private CheckpointSearch(RunDirectory directory, Function<Path, Checkpoint> opening) {
        this.directory = directory;
        this.opening = opening;
    }

    /**
     * Finds the newest good checkpoint of a run.
     *
     * @throws DataException if there is none; the message gives the reason for each
     */
    public static CheckpointSearch newest(RunDirectory directory) {
        return newest(directory, Checkpoint::open, "has no checkpoint yet: nothing to load");
    }

    /**
     * Finds the newest good checkpoint, with another way to open a file.
     *
     * @param none the message for a run without checkpoints
     */
    static CheckpointSearch newest(RunDirectory directory, Function<Path, Checkpoint> opening, String none) {
        if (directory.newestCheckpoint().isEmpty()) {
            throw new DataException(directory.root() + " " + none);
        }
        CheckpointSearch search = new CheckpointSearch(directory, opening);
        search.find();
        return search;
    }

    /**
     * Opens the checkpoint that the user named; no other is used instead.
     *
     * @throws DataException if it cannot be used
     */
    public static CheckpointSearch only(Path file) {
        CheckpointSearch search = new CheckpointSearch(null, Checkpoint::open);
        search.checkpoint = Checkpoint.open(file);
        return search;
    }

    private void find() {
        DataException gone = null;
        for (int deleted = 0; deleted < ATTEMPTS; ) {
            Optional<Path> file = directory.checkpointsNewestFirst().stream()
                    .filter(found -> !tried.contains(found))
                    .findFirst();
            if (file.isEmpty()) {
                break;
            }
            try {
                checkpoint = opening.apply(file.get());
                tried.add(file.get());
                return;
            } catch (DataException e) {
                if (Files.exists(file.get())) {
                    tried.add(file.get());
                    passedOver.add(e.getMessage());
                } else {
                    gone = e;
                    deleted++;
                }
            }
        }
        throw passedOver.isEmpty() && gone != null
                ? gone
                : new DataException(directory.root() + " has no good checkpoint: " + String.join("; ", passedOver));
    }

    /** The checkpoint that was found. {@link #close} and {@link #passOver} close it. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Continues the search with the next good checkpoint, because the present one cannot be used.
     *
     * @param why the reason why this one cannot be used
     * @throws DataException if there is none; the message gives the reason for each
     */
    public void passOver(DataException why) {
        checkpoint.close();
        if (directory == null) {
            throw why;
        }
        passedOver.add(why.getMessage());
        find();
    }

    /** The reason, for each newer checkpoint, why it cannot be used. */
    public List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    @Override
    public void close() {
        checkpoint.close();
    }
}
