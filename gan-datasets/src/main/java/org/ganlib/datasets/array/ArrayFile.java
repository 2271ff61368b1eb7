package org.ganlib.datasets.array;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.ganlib.file.RegularFile;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;

/** Finds a file that an experiment names. */
final class ArrayFile {
    private ArrayFile() {}

    /**
     * The file as named, from the working directory or absolute, else in a data directory.
     *
     * @throws DataException if there is none
     */
    static Path find(String file, DataLocation location) {
        Path direct = Path.of(file);
        if (Files.isRegularFile(direct)) {
            return direct;
        }
        return location.find(file).filter(Files::isRegularFile).orElseThrow(() -> {
            RegularFile.require(direct);
            String searched = location.searchPath().stream().map(Path::toString).collect(Collectors.joining(", "));
            return new DataException(file + ": there is no such file here ("
                    + Path.of("").toAbsolutePath() + ") nor in " + searched + ". Give its path.");
        });
    }
}
