package org.ganlib.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.ganlib.problem.DataException;

/**
 * Opens files for reading, and only regular ones. Whoever opens a named pipe waits until somebody
 * writes to it, and a run, a model or a folder of data that was copied from somebody else may have
 * one in the place of any file. All files are opened here; a test of the architecture sees to it.
 */
public final class RegularFile {
    private RegularFile() {}

    /**
     * Checks that what lies there is a regular file, also behind symbolic links. A file that is
     * missing passes: whoever opens it says so in words of their own.
     *
     * @return the file
     * @throws DataException if something else lies there
     */
    public static Path require(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new DataException(file + ": is no regular file, but "
                    + (Files.isDirectory(file) ? "a folder" : "a pipe, a socket or a device")
                    + ". It was not opened. Put a file in its place, or remove it");
        }
        return file;
    }

    /**
     * A stream of the file's bytes.
     *
     * @throws DataException if it is no regular file
     * @throws IOException if it is missing or cannot be opened
     */
    public static InputStream open(Path file) throws IOException {
        return Files.newInputStream(require(file));
    }

    /** A reader of the file's text; otherwise as {@link #open}. */
    public static BufferedReader reader(Path file, Charset charset) throws IOException {
        return Files.newBufferedReader(require(file), charset);
    }

    /** All bytes of the file; otherwise as {@link #open}. */
    public static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(require(file));
    }

    /** A file that can be read from any place in it; otherwise as {@link #open}. */
    public static RandomAccessFile randomAccess(Path file) throws IOException {
        return new RandomAccessFile(require(file).toFile(), "r");
    }

    /** A zip archive; otherwise as {@link #open}. */
    public static ZipFile zip(Path file) throws IOException {
        return new ZipFile(require(file).toFile());
    }
}
