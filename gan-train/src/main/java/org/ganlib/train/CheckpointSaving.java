package org.ganlib.train;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Brings a run's checkpoints to the disk while training goes on: another thread hashes and writes a
 * {@link CheckpointCopy}. There is one copy at a time. What the writing throws is thrown on the
 * training thread, by whichever of {@link #proceed} and {@link #finish} comes first.
 */
final class CheckpointSaving implements AutoCloseable {
    private final RunDirectory directory;
    private final Watchers watchers;
    private final int keepLast;
    private final Executor writer;
    private Saving outstanding;

    /** @param keepLast how many checkpoints stay besides the best; 0 for all */
    CheckpointSaving(RunDirectory directory, Watchers watchers, int keepLast) {
        this(directory, watchers, keepLast, CheckpointSaving::startThread);
    }

    /** The same with another way to run what writes. */
    CheckpointSaving(RunDirectory directory, Watchers watchers, int keepLast, Executor writer) {
        this.directory = directory;
        this.watchers = watchers;
        this.keepLast = keepLast;
        this.writer = writer;
    }

    private static void startThread(Runnable task) {
        Thread thread = new Thread(task, "checkpoint writer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A checkpoint on its way.
     *
     * @param best the best step when it was begun, −1 for none; its checkpoint stays until a better
     *     one is on the disk
     */
    private record Saving(long step, Path file, long best, CompletableFuture<Void> written) {}

    /**
     * Begins to write; to be called when the one before is finished. Closes the copy afterwards.
     */
    void begin(CheckpointCopy copy, long best) {
        Path file = directory.checkpoint(copy.step());
        outstanding = new Saving(
                copy.step(),
                file,
                best,
                CompletableFuture.runAsync(
                        () -> {
                            try (copy) {
                                copy.write(file);
                            }
                        },
                        writer));
    }

    /** Finishes what has been written meanwhile; waits for nothing. */
    void proceed() {
        if (outstanding != null && outstanding.written().isDone()) {
            finish();
        }
    }

    /**
     * Waits until the checkpoint is on the disk, tells of it, and deletes those that need not stay.
     */
    void finish() {
        if (outstanding == null) {
            return;
        }
        Saving saving = outstanding;
        outstanding = null;
        join(saving.written());
        watchers.checkpointWritten(saving.step(), saving.file());
        directory.keepNewestCheckpoints(keepLast, saving.best());
    }

    private static void join(CompletableFuture<Void> written) {
        try {
            written.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Waits until nothing is being written; whether that went well is told later. */
    void await() {
        if (outstanding != null) {
            outstanding.written().handle((nothing, failure) -> null).join();
        }
    }

    /** The same as {@link #finish}: nothing is left half done. */
    @Override
    public void close() {
        finish();
    }
}
