package org.ganlib.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.ganlib.problem.DataException;

/**
 * The newest checkpoint of a run that may be in training: by {@code train.keep-last} the run
 * deletes older ones, at any moment. A checkpoint that is open can be read to its end also when its
 * file is gone.
 */
public final class NewestCheckpoint {
    /**
     * So many checkpoints would have to be written and deleted again in the moments between listing
     * and opening.
     */
    private static final int ATTEMPTS = 20;

    private NewestCheckpoint() {}

    /**
     * Opens it; the caller closes it.
     *
     * @throws DataException if there is none, or it is damaged
     */
    public static Checkpoint open(RunDirectory directory) {
        return open(directory, Checkpoint::open);
    }

    /** The same with another way to open a file. */
    static Checkpoint open(RunDirectory directory, Function<Path, Checkpoint> opening) {
        DataException gone = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Path> file = directory.newestCheckpoint();
            if (file.isEmpty()) {
                throw new DataException(directory.root() + " has no checkpoint yet: nothing to load");
            }
            try {
                return opening.apply(file.get());
            } catch (DataException e) {
                if (Files.exists(file.get())) {
                    throw e;
                }
                gone = e;
            }
        }
        throw gone;
    }
}
