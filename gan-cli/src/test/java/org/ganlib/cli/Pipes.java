package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates named pipes, which Java itself cannot do. */
final class Pipes {
    private Pipes() {}

    /** Creates a pipe, replacing any file at that path. */
    static Path create(Path place) throws IOException {
        Files.deleteIfExists(place);
        try {
            assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return place;
    }
}
