package org.ganlib.cli.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.RegularFile;
import org.ganlib.file.Sha256;
import org.ganlib.problem.DataException;

/**
 * Downloads a file. The bytes that have arrived stay beside the target as {@code NAME.part}, and
 * the next attempt asks for the rest. The target appears in one step, after its SHA-256 was
 * verified. A lock on {@code NAME.lock} keeps two downloads of one file apart.
 */
public final class Download {
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int OK = 200;

    private final Duration patience;
    private final HttpClient client;

    /**
     * A downloader that gives up on a server that stops sending.
     *
     * @param patience the maximum time to wait for a connection, for an answer, and for each
     *     further KiB of the answer
     */
    public Download(Duration patience) {
        this.patience = patience;
        client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /**
     * Downloads {@code url} to {@code target}, which must not exist.
     *
     * @param sha256 in hexadecimal
     * @throws DataException if it cannot be downloaded or is not the file expected: names both ends
     *     and what to do
     */
    public void to(Path target, URI url, String sha256) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Path lockFile = target.resolveSibling(target.getFileName() + ".lock");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw AtomicFile.unwritable(target, e);
        }
        try (FileChannel channel = FileChannel.open(
                        RegularFile.require(lockFile),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
                FileLock lock = lock(channel, target)) {
            fetch(url, part, lock);
            String found = digest(part);
            if (!found.equalsIgnoreCase(sha256)) {
                Files.delete(part);
                Files.deleteIfExists(lockFile);
                throw new DataException(url + ": has the SHA-256 " + found + ", expected " + sha256
                        + ". What was downloaded was deleted; try again, or get " + target.getFileName()
                        + " elsewhere.");
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            throw new DataException(
                    url + ": cannot be downloaded to " + target + " (" + reason(e) + "). Call this again to go on"
                            + " where it stopped.",
                    e);
        }
    }

    private static FileLock lock(FileChannel channel, Path target) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            throw busy(target, e);
        }
        throw busy(target, null);
    }

    private static DataException busy(Path target, Exception cause) {
        return new DataException(target + ": somebody else is downloading it. Wait for them.", cause);
    }

    private void fetch(URI url, Path part, FileLock held) throws IOException {
        long have = Files.exists(RegularFile.require(part)) ? Files.size(part) : 0;
        HttpResponse<InputStream> response = send(url, have);
        if (response.statusCode() == RANGE_NOT_SATISFIABLE && have > 0) {
            // The part holds the whole file already, or is no part of this file: its digest will
            // tell.
            response.body().close();
            return;
        }
        boolean goesOn = have > 0
                && response.statusCode() == PARTIAL_CONTENT
                && response.headers()
                        .firstValue("Content-Range")
                        .map(range -> range.startsWith("bytes " + have + "-"))
                        .orElse(false);
        if (!goesOn && response.statusCode() != OK) {
            response.body().close();
            throw new DataException(url + ": the server answers " + response.statusCode() + ". Get the file elsewhere"
                    + " and put it into place by hand.");
        }
        if (!held.isValid()) {
            throw new IOException("the lock was lost");
        }
        try (InputStream body = response.body();
                OutputStream out = Files.newOutputStream(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS)) {
            new PatientTransfer(patience).copy(body, out);
        }
    }

    private HttpResponse<InputStream> send(URI url, long from) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(patience);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw new IOException("no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The SHA-256 of a file, in hexadecimal. */
    public static String digest(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = RegularFile.open(file)) {
            int count;
            while ((count = in.read(chunk)) >= 0) {
                digest.update(chunk, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException && e.getMessage() == null) {
            return "no connection to the server";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
