package org.ganlib.spi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that a data set reads, and where it is published.
 *
 * @param path its place in a data directory, with {@code /}
 * @param insteadOf other places that serve as well: the file decompressed, or unpacked
 * @param url the address where it is published; empty if there is no lasting one
 * @param sha256 the published file's SHA-256 in hexadecimal; empty with {@code url}
 */
public record DataFile(String path, List<String> insteadOf, String url, String sha256) {
    /** Copies the list. */
    public DataFile {
        insteadOf = List.copyOf(insteadOf);
    }

    /** A gzip-compressed file that may lie there decompressed. */
    public static DataFile compressed(String path, String url, String sha256) {
        return new DataFile(path, List.of(path.replaceAll("\\.gz$", "")), url, sha256);
    }

    /** The first place along the search path where it, or what serves as well, is found. */
    public Optional<Path> find(DataLocation location) {
        for (Path directory : location.searchPath()) {
            DataLocation here = new DataLocation(List.of(directory));
            for (String place : insteadOf) {
                Optional<Path> found = here.find(place);
                if (found.isPresent() && !place.equals(path)) {
                    return found;
                }
            }
            Optional<Path> found = here.find(path).filter(Files::isRegularFile);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
