package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of every listener, whether it is a plugin or not. The laws play short runs without
 * training: {@code forRun}, {@code runStarted}, {@code restore} in a resumed run, then {@code
 * stepFinished} after each step and the other events where they are due, {@code runEnded}. A
 * plugin's test implements {@link ListenerContract}.
 */
public interface WatcherContract {
    /**
     * The listener under contract, a new object each time.
     *
     * @param directory the directory of the run that it will watch
     */
    TrainingListener listener(Path directory);

    /**
     * A listener throws no exception, with or without scores, with or without pictures, and however
     * the run ends.
     */
    @Test
    default void followsEveryRun(@TempDir Path folder) {
        for (RunStatus status :
                List.of(RunStatus.FINISHED, RunStatus.INTERRUPTED, RunStatus.DIVERGED, RunStatus.FAILED)) {
            long last = status == RunStatus.FINISHED ? WatchedRun.STEPS : 7;
            try (WatchedRun full = new WatchedRun(folder.resolve("full-" + status));
                    WatchedRun bare = new WatchedRun(folder.resolve("bare-" + status))
                            .withoutScores()
                            .withoutPictures();
                    WatchedRun empty = new WatchedRun(folder.resolve("short-" + status))) {
                unharmed("a run that is " + status.key(), () -> play(full, last, status));
                unharmed("a run without scores and pictures", () -> play(bare, last, status));
                unharmed("a run that ends before its first step", () -> play(empty, 0, status));
            }
        }
    }

    /**
     * If another listener fails at the start, the run ends for all listeners, also for one that was
     * not told of the beginning.
     */
    @Test
    default void endsWithoutABeginning(@TempDir Path folder) {
        try (WatchedRun run = new WatchedRun(folder)) {
            unharmed("the end of a run that never began", () -> {
                TrainingListener listener = watching(run);
                listener.runEnded(RunStatus.FAILED, 0);
            });
        }
    }

    /**
     * Networks, their random streams, scores and examples stay as they are, and no minibatch is
     * drawn.
     */
    @Test
    default void changesNothingThatItIsShown(@TempDir Path folder) {
        try (WatchedRun watched = new WatchedRun(folder.resolve("watched"));
                WatchedRun alone = new WatchedRun(folder.resolve("alone"))) {
            play(watched, WatchedRun.STEPS, RunStatus.FINISHED);
            alone.play(new TrainingListener() {}, Map.of(), 1, WatchedRun.STEPS, RunStatus.FINISHED);
            assertThat(watched.belongings())
                    .as("the run's networks, streams and examples")
                    .isEqualTo(alone.belongings());
        }
    }

    /** The files of the run that are not the listener's own stay as they are. */
    @Test
    default void leavesTheRunsFilesAlone(@TempDir Path folder) {
        try (WatchedRun run = new WatchedRun(folder)) {
            Map<String, String> before = run.ownFiles();
            play(run, WatchedRun.STEPS, RunStatus.FINISHED);
            assertThat(run.ownFiles()).as("the run's files").isEqualTo(before);
        }
    }

    /** A listener writes to files or the log. Standard output is for results. */
    @Test
    default void writesNothingToStandardOutput(@TempDir Path folder) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (WatchedRun run = new WatchedRun(folder);
                PrintStream replaced = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            System.setOut(replaced);
            play(run, WatchedRun.STEPS, RunStatus.FINISHED);
        } finally {
            System.setOut(before);
        }
        assertThat(written.toString(StandardCharsets.UTF_8))
                .as("text on standard output")
                .isEmpty();
    }

    /**
     * A new object that restores the state continues where the old one was, so that the files of a
     * resumed run are those of one that was not stopped. Asking for the state changes nothing.
     */
    @Test
    default void continuesFromItsState(@TempDir Path folder) {
        for (long stop : new long[] {5, 8}) {
            try (WatchedRun whole = new WatchedRun(folder.resolve("whole-" + stop));
                    WatchedRun parts = new WatchedRun(folder.resolve("parts-" + stop)).asking()) {
                Map<String, String> expected = play(whole, WatchedRun.STEPS, RunStatus.FINISHED);
                Map<String, String> state = play(parts, stop, RunStatus.INTERRUPTED);
                assertThat(state.values()).as("state after step %d", stop).doesNotContainNull();
                TrainingListener resumed = watching(parts);
                Map<String, String> end = parts.play(resumed, state, stop + 1, WatchedRun.STEPS, RunStatus.FINISHED);
                assertThat(end)
                        .as("state at the end of a run that was stopped after step %d", stop)
                        .isEqualTo(expected);
            }
        }
    }

    /**
     * A listener reads what it needs during the call, because reports and examples are overwritten
     * afterwards.
     */
    @Test
    default void readsBeforeItReturns(@TempDir Path folder) {
        Map<String, String> first = watched(folder.resolve("first"), Function.identity());
        Map<String, String> second = watched(folder.resolve("second"), Function.identity());
        Map<String, String> overwritten = watched(folder.resolve("overwritten"), WatchedRun::scrambling);
        // Files that contain the time of day always differ.
        second.forEach((name, content) -> {
            if (content.equals(first.get(name))) {
                assertThat(overwritten.get(name))
                        .as("%s, where a report is overwritten after the call", name)
                        .isEqualTo(content);
            }
        });
    }

    private Map<String, String> watched(Path directory, Function<WatchedRun, WatchedRun> change) {
        try (WatchedRun run = change.apply(new WatchedRun(directory))) {
            Map<String, String> state = play(run, WatchedRun.STEPS, RunStatus.FINISHED);
            Map<String, String> all = WatchedRun.files(directory);
            state.forEach((name, value) -> all.put("state " + name, value));
            return all;
        }
    }

    /** A step that is not logged allocates no memory. */
    @Test
    default void otherStepsAllocateNothing(@TempDir Path folder) {
        try (WatchedRun run = new WatchedRun(folder)) {
            TrainingListener listener = watching(run);
            listener.runStarted(run.info(1));
            Allocations.assertNone(20_000, 1_000, () -> run.finish(listener, WatchedRun.LOG_EVERY + 2));
            listener.runEnded(RunStatus.INTERRUPTED, WatchedRun.LOG_EVERY + 2);
        }
    }

    private Map<String, String> play(WatchedRun run, long last, RunStatus status) {
        return run.play(watching(run), Map.of(), 1, last, status);
    }

    private TrainingListener watching(WatchedRun run) {
        TrainingListener listener = listener(run.info(1).directory()).forRun();
        assertThat(listener).as("forRun()").isNotNull();
        return listener;
    }

    private static void unharmed(String what, Runnable code) {
        try {
            code.run();
        } catch (RuntimeException e) {
            throw new AssertionError("the listener failed in " + what, e);
        }
    }
}
