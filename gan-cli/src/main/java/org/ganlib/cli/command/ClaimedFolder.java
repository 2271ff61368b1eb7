package org.ganlib.cli.command;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ganlib.file.AtomicFile;

/**
 * A new folder under a name that the program chose. It is made at once, so that of two commands
 * started in the same second each has its own, and removed again if nothing comes to lie in it.
 *
 * @param path the folder
 * @param madeParent true if the folder it lies in was made for it
 */
record ClaimedFolder(Path path, boolean madeParent) implements AutoCloseable {
    /**
     * Makes the folder, or one beside it with {@code -2}, {@code -3}, … behind its name where there
     * is one already.
     *
     * @throws org.ganlib.problem.GanException if it cannot be made
     */
    static ClaimedFolder claim(Path wanted) {
        Path parent = wanted.getParent();
        boolean makesParent = !Files.exists(parent);
        try {
            Files.createDirectories(parent);
            Path candidate = wanted;
            for (int i = 2; ; i++) {
                try {
                    return new ClaimedFolder(Files.createDirectory(candidate), makesParent);
                } catch (FileAlreadyExistsException e) {
                    candidate = wanted.resolveSibling(wanted.getFileName() + "-" + i);
                }
            }
        } catch (IOException e) {
            throw AtomicFile.unwritable(wanted, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
            if (madeParent) {
                Files.deleteIfExists(path.getParent());
            }
        } catch (DirectoryNotEmptyException e) {
            // There is a run in it.
        } catch (IOException e) {
            // An empty folder that stays behind does no harm.
        }
    }
}
