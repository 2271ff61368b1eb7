package org.ganlib.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.BoundedText;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;

/**
 * Keeps a second process from training the same run. The system lets go of it when the process
 * ends, however it ends; the file stays, because to delete it could free a lock that another
 * process has just taken.
 */
public final class RunLock implements AutoCloseable {
    /** The number of digits of the longest process number. */
    private static final int LONGEST = 19;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a run whose directory exists.
     *
     * @throws GanException if another process holds the lock, if the directory cannot be written to
     *     or holds a symbolic link or something that is no file, or if the lock file is not a lock
     */
    public static RunLock take(RunDirectory directory) {
        directory.requireFilesAndFolders();
        Path file = directory.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(directory);
            }
            requireLock(file, channel);
            byte[] process = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
            channel.truncate(0).write(ByteBuffer.wrap(process), 0);
            RunLock taken = new RunLock(channel);
            channel = null;
            return taken;
        } catch (OverlappingFileLockException e) {
            throw inUse(directory);
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        } finally {
            closeQuietly(channel);
        }
    }

    /**
     * Checks the lock file's content before it is overwritten, because the name could be a hard
     * link to another file.
     */
    private static void requireLock(Path file, FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(LONGEST + 1);
        channel.read(content, 0);
        String text = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        if (!text.matches("[0-9]{0," + LONGEST + "}")) {
            throw new DataException(file + ": holds something else than the number of a process. It was left as it was;"
                    + " move it away");
        }
    }

    private static GanException inUse(RunDirectory directory) {
        String process;
        try {
            process = Files.size(directory.lock()) <= LONGEST
                    ? BoundedText.read(directory.lock(), LONGEST).strip()
                    : "";
        } catch (IOException e) {
            process = "";
        }
        return new GanException(directory.root() + ": is being trained by "
                + (process.matches("[0-9]{1,19}") ? "process " + process : "another process")
                + ". Wait until it ends, or stop it");
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The system lets go of the lock at the latest when the process ends.
            }
        }
    }
}
