package org.ganlib.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.ganlib.problem.GanException;

/**
 * Replaces a file as a whole: the content goes to a temporary file in the same directory, is forced
 * to disk, and takes the file's name in one step. A program that opens the name finds the old
 * content or the new, also after a crash, and a failure leaves the old file as it was.
 */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;
    private static final List<Path> DEVICES = List.of(Path.of("/dev"), Path.of("/proc"));
    private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.[0-9a-f]{1,16}\\.tmp");

    /** Produces a file's content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code out}, which is buffered and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes {@code target}, creating or replacing it. A symbolic link is refused: in a folder of
     * somebody else it may lead to any file of this machine. A target that exists and is no regular
     * file is written to directly, and so are the paths under {@code /dev} and {@code /proc}, such
     * as {@code /dev/stdout}.
     *
     * @throws GanException if that is not possible; the message names the path, the reason and what
     *     to do. Exceptions of {@code content} other than {@code IOException} are passed on.
     */
    public static void write(Path target, Content content) {
        if (Files.isDirectory(target)) {
            throw new GanException(target + ": is a directory. Give the name of a file in it.");
        }
        boolean device = isDevice(target);
        if (!device && Files.isSymbolicLink(target)) {
            throw link(target);
        }
        try {
            if (Files.exists(target) && (device || !Files.isRegularFile(target))) {
                writeInPlace(target, content);
            } else {
                replace(target.toAbsolutePath(), content);
            }
        } catch (IOException e) {
            String kept = Files.isRegularFile(target) ? " The file that is there was left unchanged." : "";
            throw new GanException(unwritable(target, e).getMessage() + kept, e);
        }
    }

    /**
     * Writes text in UTF-8; otherwise as {@link #write(Path, Content)}.
     *
     * @throws GanException if that is not possible
     */
    public static void write(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Returns true if that is the name of a file that a process was still writing when it was
     * killed.
     */
    public static boolean isUnfinished(Path file) {
        return UNFINISHED.matcher(file.getFileName().toString()).matches();
    }

    /**
     * The failure to write {@code target}, a file or a directory, told to the user: the path, the
     * reason and what to do.
     */
    public static GanException unwritable(Path target, IOException cause) {
        return new GanException(target + ": cannot be written: " + reason(target, cause), cause);
    }

    /**
     * Tells whether the path lies under /dev or /proc. Links there lead to files that the caller
     * chose.
     */
    private static boolean isDevice(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        return DEVICES.stream().anyMatch(absolute::startsWith);
    }

    private static GanException link(Path target) {
        String where;
        try {
            where = Files.readSymbolicLink(target).toString();
        } catch (IOException e) {
            where = "another place";
        }
        return new GanException(target + ": is a symbolic link to " + where
                + ". Nothing is written through links. Give the name of the file itself, or remove the link.");
    }

    private static void writeInPlace(Path target, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(target.toFile()), BUFFER)) {
            content.writeTo(out);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        Path temporary = createBeside(target);
        try {
            // A FileOutputStream, because an interrupt, the usual way to end a run, would close a
            // channel in the middle.
            try (FileOutputStream file = new FileOutputStream(temporary.toFile());
                    OutputStream out = new BufferedOutputStream(file, BUFFER)) {
                content.writeTo(out);
                out.flush();
                file.getFD().sync();
            }
            move(temporary, target);
        } catch (IOException | RuntimeException | Error e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException deleting) {
                e.addSuppressed(deleting);
            }
            throw e;
        }
        forceDirectory(target.getParent());
    }

    /**
     * Not {@link Files#createTempFile}: that gives permissions to the owner alone, and the file
     * keeps them under its final name.
     */
    private static Path createBeside(Path target) throws IOException {
        while (true) {
            String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
            try {
                return Files.createFile(target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp"));
            } catch (FileAlreadyExistsException e) {
                // Somebody else's: try the next name.
            }
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Makes the new name itself survive a power cut. Where directories cannot be opened, as on
     * Windows, there is nothing to do.
     */
    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is complete under its name; only the moment at which the name reaches the
            // disk is left to the system.
        }
    }

    private static String reason(Path target, IOException e) {
        Path directory = target.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            return Files.exists(directory)
                    ? directory + " is not a directory. Choose another place."
                    : "the directory " + directory + " does not exist. Create it or choose another place.";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied in " + directory + ". Choose another place.";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "something of that name is there already, which is no directory. Choose another place.";
        }
        String what = e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : e.getMessage();
        return what + ". Check the disk that holds it, or choose another place.";
    }
}
