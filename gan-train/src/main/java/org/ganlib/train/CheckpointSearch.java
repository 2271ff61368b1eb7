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
 * The way through a run's checkpoints, from the newest to the oldest, until one can be used. The run
 * may be in training: by {@code train.keep-last} it deletes older ones, at any moment. A checkpoint
 * that is open can be read to its end also when its file is gone.
 */
public final class CheckpointSearch implements AutoCloseable {
    /**
     * So many checkpoints would have to be written and deleted again in the moments between listing
     * and opening.
     */
    private static final int ATTEMPTS = 20;

    /** Null where one file was asked for. */
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
     * @throws DataException if there is none; says why for each
     */
    public static CheckpointSearch newest(RunDirectory directory) {
        return newest(directory, Checkpoint::open, "has no checkpoint yet: nothing to load");
    }

    /**
     * The same with another way to open a file.
     *
     * @param none what is said of a run without checkpoints
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
     * Opens the one checkpoint that was asked for; no other is taken in its place.
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

    /** The checkpoint that was found, which {@link #close} and {@link #passOver} close. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Goes on to the newest of the others that is good, because this one turned out to be of no use.
     *
     * @param why this one is of no use
     * @throws DataException if there is none; says why for each
     */
    public void passOver(DataException why) {
        checkpoint.close();
        if (directory == null) {
            throw why;
        }
        passedOver.add(why.getMessage());
        find();
    }

    /** For each newer checkpoint why it cannot be used. */
    public List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    @Override
    public void close() {
        checkpoint.close();
    }
}
