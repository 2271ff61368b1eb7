package org.ganlib.cli.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Copies a stream that may fall silent or drip: it must bring a KiB, or end, within each stretch of
 * patience.
 */
final class PatientTransfer {
    private static final int LEAST = 1024;

    private final Duration patience;
    private final LongSupplier nanoseconds;

    PatientTransfer(Duration patience) {
        this(patience, System::nanoTime);
    }

    /** @param nanoseconds a clock in the place of the machine's */
    PatientTransfer(Duration patience, LongSupplier nanoseconds) {
        this.patience = patience;
        this.nanoseconds = nanoseconds;
    }

    /** @throws IOException if the stream or the copy fails, or too little arrives in time */
    void copy(InputStream in, OutputStream out) throws IOException {
        // Reads cannot be given a time limit, so they are made on a thread that can be left behind.
        ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "download-reader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            byte[] chunk = new byte[1 << 16];
            long deadline = nanoseconds.getAsLong() + patience.toNanos();
            int arrived = 0;
            while (true) {
                // Measured before the read begins, so that a clock that moves with the stream gives the same
                // answer on a busy machine.
                long left = deadline - nanoseconds.getAsLong();
                if (left <= 0) {
                    throw tooSlow(null);
                }
                int count = await(reader.submit(() -> in.read(chunk)), left);
                if (count < 0) {
                    return;
                }
                out.write(chunk, 0, count);
                arrived += count;
                if (arrived >= LEAST) {
                    arrived = 0;
                    deadline = nanoseconds.getAsLong() + patience.toNanos();
                }
            }
        } finally {
            reader.shutdownNow();
        }
    }

    private int await(Future<Integer> read, long left) throws IOException {
        try {
            return read.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw tooSlow(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private IOException tooSlow(TimeoutException cause) {
        return new IOException("less than 1 KiB arrived within " + patience.toSeconds() + " s", cause);
    }
}
