package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContinuationTest {
    @TempDir
    private Path folder;

    private RunDirectory directory;

    @BeforeEach
    void make() throws IOException {
        directory = RunDirectory.planned(folder.resolve("run"));
        directory.make();
        Files.writeString(directory.config(), "seed: 1\n");
        for (long step : List.of(0L, 9L, 10L, 1_000_000L)) {
            TrainingState state = new TrainingState("", "", Map.of(), Map.of(), Map.of(), List.of(), null);
            try (CheckpointCopy copy = CheckpointCopy.of(step, 0, 0, List.of(), state)) {
                copy.write(directory.checkpoint(step));
            }
        }
    }

    @Test
    void newestIsByStepNotByName() {
        Continuation found = Continuation.find(directory);
        found.checkpoint().close();
        assertThat(found.checkpoint().step()).isEqualTo(1_000_000);
        assertThat(found.passedOver()).isEmpty();
    }

    @Test
    void rewindingLeavesNothingOfLaterSteps() throws IOException {
        Files.writeString(directory.checkpoint(1_000_000), "no zip");
        Files.writeString(directory.sample(10), "stays");
        Files.writeString(directory.sample(11), "goes");
        Files.writeString(directory.samples().resolve(".step-000012.png.7.tmp"), "goes");
        Files.writeString(directory.root().resolve(".hidden.tmp"), "stays: no process of ours wrote it");
        Files.writeString(directory.metrics(), "{\"step\":9}\n{\"step\":10}\n{\"step\":11}\n{\"st");

        Continuation found = Continuation.find(directory);
        found.checkpoint().close();
        assertThat(found.passedOver()).hasSize(1).first().asString().contains("step-1000000.zip is damaged");
        assertThat(found.rewind()).isEqualTo(2);

        assertThat(directory.metrics()).hasContent("{\"step\":9}\n{\"step\":10}\n");
        assertThat(directory.samples()).isDirectoryNotContaining("glob:**11.png");
        assertThat(directory.sample(10)).exists();
        assertThat(directory.samples().resolve(".step-000012.png.7.tmp")).doesNotExist();
        assertThat(directory.root().resolve(".hidden.tmp")).exists();
        assertThat(directory.checkpoint(1_000_000)).doesNotExist();
        assertThat(directory.checkpoints().resolve("step-1000000.zip.unusable")).exists();
    }

    @Test
    void aDamagedLineInTheMiddleChangesNothing() throws IOException {
        String content = "{\"step\":1}\nhello\n{\"step\":11}\n";
        Files.writeString(directory.metrics(), content);
        Continuation found = Continuation.find(directory);
        found.checkpoint().close();
        assertThatThrownBy(found::rewind)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("metrics.jsonl, line 2 is no JSON object with a step");
        assertThat(directory.metrics()).hasContent(content);
    }

    @Test
    void aRunWithoutMetricsGoesOn() {
        Continuation found = Continuation.find(directory);
        found.checkpoint().close();
        assertThat(found.rewind()).isZero();
    }

    @Test
    void lockIsHeldByOneAndFreeAgainAfterwards() {
        RunLock lock = RunLock.take(directory);
        try (lock) {
            assertThatThrownBy(() -> RunLock.take(directory))
                    .isInstanceOf(GanException.class)
                    .hasMessage(directory.root() + ": is being trained by process "
                            + ProcessHandle.current().pid() + ". Wait until it ends, or stop it");
        }
        RunLock.take(directory).close();
    }

    @Test
    void onlyTheNewestAndTheBestStay() {
        directory.keepNewestCheckpoints(0, -1);
        assertThat(directory.checkpointsNewestFirst()).hasSize(4);
        directory.keepNewestCheckpoints(2, 0);
        assertThat(directory.checkpointsNewestFirst())
                .containsExactly(directory.checkpoint(1_000_000), directory.checkpoint(10), directory.checkpoint(0));
    }
}
