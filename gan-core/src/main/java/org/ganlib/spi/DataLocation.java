package org.ganlib.spi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directories in which data files are looked for.
 *
 * @param searchPath directories, the first match wins
 * @param directory the one of them that a user is told to put files into
 */
public record DataLocation(List<Path> searchPath, Path directory) {
    /** A search path whose first directory is the one that users put files into. */
    public DataLocation(List<Path> searchPath) {
        this(searchPath, searchPath.isEmpty() ? Path.of("") : searchPath.get(0));
    }

    /** @throws IllegalArgumentException if no directory is given */
    public DataLocation {
        searchPath = List.copyOf(searchPath);
        if (searchPath.isEmpty()) {
            throw new IllegalArgumentException("at least one data directory is needed");
        }
    }

    /** The first readable file that is called {@code relative} in one of the directories. */
    public Optional<Path> find(String relative) {
        return searchPath.stream()
                .map(d -> d.resolve(relative))
                .filter(Files::isReadable)
                .findFirst();
    }
}
