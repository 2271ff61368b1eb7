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
 * Opens files for reading, and refuses anything but regular files. Opening a named pipe blocks
 * until somebody writes to it, and a run, a model or a data folder copied from somebody else may
 * have a pipe instead of any file. All files are opened here; an architecture test checks that.
 */
public final class RegularFile {
    private RegularFile() {}

    /**
     * Checks that the path is a regular file or a symbolic link to one. A missing file passes: the
     * caller that opens it has a better message.
     *
     * @return the file
     * @throws DataException if the path is anything else
     */
    public static Path require(Path file) {
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            throw new DataException(file + ": is no regular file, but "
                    + (Files.isDirectory(file) ? "a folder" : "a pipe, a socket or a device")
                    + ". It was not opened. Put a file in its place, or remove it");
        }
        return file;
    }

    /**
     * Opens a stream of the file's bytes.
     *
     * @throws DataException if it is no regular file
     * @throws IOException if it is missing or cannot be opened
     */
    public static InputStream open(Path file) throws IOException {
        return Files.newInputStream(require(file));
    }

    /** Opens a reader of the file's text; otherwise like {@link #open}. */
    public static BufferedReader reader(Path file, Charset charset) throws IOException {
        return Files.newBufferedReader(require(file), charset);
    }

    /** Reads all bytes of the file; otherwise like {@link #open}. */
    public static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(require(file));
    }

    /** Opens the file for reading at any position; otherwise like {@link #open}. */
    public static RandomAccessFile randomAccess(Path file) throws IOException {
        return new RandomAccessFile(require(file).toFile(), "r");
    }

    /** Opens the file as a zip archive; otherwise like {@link #open}. */
    public static ZipFile zip(Path file) throws IOException {
        return new ZipFile(require(file).toFile());
    }
}
