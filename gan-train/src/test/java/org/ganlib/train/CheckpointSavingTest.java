package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.ganlib.problem.GanException;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writing runs when a test says so. */
final class CheckpointSavingTest {
    private static final long NONE = -1;

    private final List<String> told = new ArrayList<>();
    private final Queue<Runnable> writing = new ArrayDeque<>();
    private final Watchers watchers = new Watchers(Set.of(new TrainingListener() {
        @Override
        public void checkpointWritten(long step, Path file) {
            told.add(step + (Files.exists(file) ? " is there" : " is missing"));
        }
    }));

    @TempDir
    private Path folder;

    private RunDirectory directory;

    @BeforeEach
    void make() {
        directory = RunDirectory.planned(folder.resolve("run"));
        directory.make();
    }

    @Test
    void aCheckpointIsToldOfOnceItIsThereAndNobodyWaitsForIt() {
        CheckpointSaving saving = saving(0);
        saving.begin(copy(1), NONE);
        saving.proceed();
        assertThat(told).isEmpty();
        assertThat(directory.newestCheckpoint()).isEmpty();

        write();
        assertThat(told).as("listeners are told on the training thread").isEmpty();
        saving.proceed();
        saving.proceed();
        assertThat(told).containsExactly("1 is there");
    }

    @Test
    void theEndWaitsForTheCheckpointBeingWritten() {
        CheckpointSaving saving = new CheckpointSaving(directory, watchers, 0);
        try (saving) {
            saving.begin(copy(1), NONE);
        }
        assertThat(told).containsExactly("1 is there");
    }

    @Test
    void noOlderCheckpointGoesBeforeTheNewOneIsThere() {
        CheckpointSaving saving = saving(1);
        save(saving, 1, NONE);
        saving.begin(copy(2), NONE);
        saving.proceed();
        assertThat(steps()).containsExactly(1L);
        write();
        saving.proceed();
        assertThat(steps()).containsExactly(2L);
    }

    @Test
    void theBestCheckpointStaysUntilABetterOneIsThere() {
        CheckpointSaving saving = saving(1);
        save(saving, 1, 1);
        save(saving, 2, 1);
        assertThat(steps()).containsExactly(2L, 1L);
        saving.begin(copy(3), 3);
        saving.proceed();
        assertThat(steps()).containsExactly(2L, 1L);
        write();
        saving.proceed();
        assertThat(steps()).containsExactly(3L);
    }

    @Test
    void aFailureIsToldOnceOnTheTrainingThreadAndLeavesTheLastGoodCheckpoint() throws IOException {
        CheckpointSaving saving = saving(1);
        save(saving, 1, NONE);
        Path away = folder.resolve("away");
        Files.move(directory.checkpoints(), away);
        saving.begin(copy(2), NONE);
        write();
        saving.await();

        assertThatThrownBy(saving::proceed)
                .isInstanceOf(GanException.class)
                .hasMessageContaining("step-000002.zip: cannot be written: the directory ");

        saving.close();
        assertThat(told).containsExactly("1 is there");
        assertThat(away).isDirectoryContaining("glob:**step-000001.zip");
    }

    private CheckpointSaving saving(int keepLast) {
        return new CheckpointSaving(directory, watchers, keepLast, writing::add);
    }

    private void save(CheckpointSaving saving, long step, long best) {
        saving.begin(copy(step), best);
        write();
        saving.proceed();
    }

    private void write() {
        writing.remove().run();
    }

    private static CheckpointCopy copy(long step) {
        return CheckpointCopy.of(
                step,
                0,
                0,
                List.of(),
                new TrainingState("", "", Map.of(), Map.of(), Map.of(), List.of(), Map.of(), Map.of(), Map.of(), null),
                Optional.empty());
    }

    private List<Long> steps() {
        return directory.checkpointsNewestFirst().stream()
                .map(RunDirectory::stepOf)
                .toList();
    }
}
