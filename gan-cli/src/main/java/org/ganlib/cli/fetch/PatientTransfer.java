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
 * Copies a stream that may stall or be very slow. Within each period of patience, the stream must
 * deliver one KiB or end.
 */
final class PatientTransfer {
    private static final int LEAST = 1024;

    private final Duration patience;
    private final LongSupplier nanoseconds;

    PatientTransfer(Duration patience) {
        this(patience, System::nanoTime);
    }

    /** @param nanoseconds the clock, which tests replace */
    PatientTransfer(Duration patience, LongSupplier nanoseconds) {
        this.patience = patience;
        this.nanoseconds = nanoseconds;
    }

    /** @throws IOException if the stream or the copy fails, or too little arrives in time */
    void copy(InputStream in, OutputStream out) throws IOException {
        // A read has no time limit, so a separate thread makes it, and that thread can be
        // abandoned.
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
                // The time left is computed before the read begins. So a test whose clock advances
                // with the stream gets the same result on a busy machine.
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
