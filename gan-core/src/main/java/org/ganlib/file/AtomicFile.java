package org.ganlib.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.ganlib.problem.GanException;

/** Replaces files as a whole: content goes to a temporary name beside the target, is forced to disk, and is moved over it. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file. If anything fails, what was there before stays.
     *
     * @throws GanException if the file cannot be written; names it and what to do
     */
    public static void write(Path target, Content content) {
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(temporary);
            throw unwritable(target, e);
        } catch (RuntimeException e) {
            discard(temporary);
            throw e;
        }
    }

    /** Writes a text file in UTF-8. */
    public static void write(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The failure to write {@code target}, told to the user. */
    public static GanException unwritable(Path target, IOException cause) {
        String reason;
        if (cause instanceof AccessDeniedException) {
            reason = "permission denied. Choose a folder you may write to";
        } else if (cause instanceof NoSuchFileException) {
            reason = "its folder does not exist. Create it, or choose another";
        } else if (cause instanceof FileSystemException failure && failure.getReason() != null) {
            reason = failure.getReason() + ". Choose a folder on a disk that is writable and has room";
        } else {
            reason = cause.getMessage() + ". Choose a folder on a disk that is writable and has room";
        }
        return new GanException("cannot write " + target + ": " + reason, cause);
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // What is left is a hidden temporary file; the failure that led here is the one to report.
        }
    }

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; need not close or flush the stream. */
        void writeTo(OutputStream out) throws IOException;
    }
}
