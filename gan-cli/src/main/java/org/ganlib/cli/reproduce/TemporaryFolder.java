package org.ganlib.cli.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for what trainings leave on their way; deleted with all in it when closed. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    /** @throws UncheckedIOException if none can be made */
    public TemporaryFolder() {
        try {
            path = Files.createTempDirectory("gan-reproduce");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    /** The path of the folder. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be deleted", e);
        }
    }
}
