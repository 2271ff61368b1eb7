package org.ganlib.cli.training;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ganlib.file.AtomicFile;

/**
 * A new folder under a name that the program chose. It is created at once, so that two commands
 * started in the same second get different folders. It is removed again if nothing is written to
 * it.
 *
 * @param path the folder
 * @param madeParent true if its parent folder was created too
 */
public record ClaimedFolder(Path path, boolean madeParent) implements AutoCloseable {
    /**
     * Creates the folder. If there is one already, the new one has {@code -2}, {@code -3}, …
     * appended to its name.
     *
     * @throws org.ganlib.problem.GanException if it cannot be created
     */
    public static ClaimedFolder claim(Path wanted) {
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
            // The folder is not empty, so it stays.
        } catch (IOException e) {
            // An empty folder that stays behind does no harm.
        }
    }
}
