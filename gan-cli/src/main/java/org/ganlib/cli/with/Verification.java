package org.ganlib.cli.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.BoundedText;
import org.ganlib.problem.GanException;

/**
 * The record, beside a large file, that its SHA-256 was verified, with the size and the time of
 * modification that the file had then. While these are the same the file need not be read again.
 */
final class Verification {
    private static final int MOST = 1024;

    private final Path file;
    private final Path record;

    /** The record of that file, which may be missing. */
    Verification(Path file) {
        this.file = file;
        record = file.resolveSibling(file.getFileName() + ".verified");
    }

    /** Tells whether the file, as it is now, was found to have that digest. */
    boolean holds(String sha256) {
        try {
            return Files.isRegularFile(record) && BoundedText.read(record, MOST).equals(text(sha256));
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes that the file has that digest. In a folder that is read-only this does nothing. */
    void record(String sha256) {
        try {
            AtomicFile.write(record, text(sha256));
        } catch (IOException | GanException e) {
            // The file is read again next time.
        }
    }

    /** Seconds, because some copies of a folder, such as a layer of an image, keep no more. */
    private String text(String sha256) throws IOException {
        return sha256 + " " + Files.size(file) + " "
                + Files.getLastModifiedTime(file).to(TimeUnit.SECONDS) + "\n";
    }
}
