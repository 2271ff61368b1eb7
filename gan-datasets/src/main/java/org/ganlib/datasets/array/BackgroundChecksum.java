package org.ganlib.datasets.array;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.ganlib.file.RegularFile;
import org.ganlib.problem.DataException;

/**
 * The comparison of an archive entry's CRC-32, on a thread of its own, while the entry is already
 * in use. Safe for use by several threads.
 */
final class BackgroundChecksum implements AutoCloseable {
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * Starts the comparison.
     *
     * @param name the name of the array, for messages
     */
    BackgroundChecksum(Path archive, String entry, String name) {
        Thread thread = new Thread(() -> compare(archive, entry, name), "archive-checksum");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Refuses the entry if its checksum has been found to differ.
     *
     * @param complete true to wait for the end of the comparison
     * @throws DataException if it differs, or the archive cannot be read
     */
    void requireSound(boolean complete) {
        if (!complete && !result.isCompletedExceptionally()) {
            return;
        }
        try {
            result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DataException known ? known : e;
        }
    }

    /** Ends the comparison. */
    @Override
    public void close() {
        closed = true;
        result.complete(null);
    }

    private void compare(Path archive, String entry, String name) {
        try (ZipFile zip = RegularFile.zip(archive);
                InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            CRC32 sum = new CRC32();
            byte[] block = new byte[1 << 18];
            for (int read = in.read(block); read >= 0 && !closed; read = in.read(block)) {
                sum.update(block, 0, read);
            }
            if (!closed) {
                Npz.requireChecksum(name, zip.getEntry(entry).getCrc(), sum.getValue());
            }
            result.complete(null);
        } catch (DataException e) {
            result.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(
                    new DataException(name + ": cannot be read any more: " + e.getMessage() + ". Restore it.", e));
        }
    }
}
