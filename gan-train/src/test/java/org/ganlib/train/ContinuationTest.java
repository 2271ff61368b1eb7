package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContinuationTest {
    private static final TrainingState STATE = new TrainingState(
            "",
            "",
            Map.of("data", Base64.getEncoder().encodeToString(new RandomStream(1).state())),
            Map.of(),
            Map.of("measured", 0.1),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            null);

    @TempDir
    private Path folder;

    private RunDirectory directory;

    @BeforeEach
    void make() throws IOException {
        directory = RunDirectory.planned(folder.resolve("run"));
        directory.make();
        Files.writeString(directory.config(), "seed: 1\n");
        for (long step : List.of(0L, 9L, 10L, 1_000_000L)) {
            try (CheckpointCopy copy = CheckpointCopy.of(step, 7, 2_000_000_000, List.of(), STATE, Optional.empty())) {
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
        assertThat(found.rewind(3, new TreeMap<>()).kept()).isEqualTo(2);

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
        assertThatThrownBy(() -> found.rewind(3, new TreeMap<>()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("metrics.jsonl, line 2 is no JSON object with a step");
        assertThat(directory.metrics()).hasContent(content);
    }

    @Test
    void aRunWithoutMetricsGoesOn() {
        Continuation found = Continuation.find(directory);
        found.checkpoint().close();
        assertThat(found.rewind(3, new TreeMap<>())).isEqualTo(new MetricsFile.Kept(0, 0, 333_333));
    }

    /**
     * Only the line of step 4 is in the file. The lines of steps 2 and 6 are rebuilt from other
     * sources, and that of step 10 from these and the checkpoint. Nothing knows step 8, so its line
     * stays lost.
     */
    @Test
    void linesThatAreLostAreMadeAgain() throws IOException {
        Files.writeString(directory.checkpoint(1_000_000), "no zip");
        Files.writeString(directory.metrics(), "{\"step\":4,\"kept\":1}\n{\"ste");
        NavigableMap<Long, Map<String, Double>> known = new TreeMap<>(Map.of(
                2L, Map.of("loss/critic", 0.5),
                4L, Map.of("loss/critic", 0.25),
                6L, Map.of("loss/critic", 0.125),
                10L, Map.of("loss/critic", 3.0),
                12L, Map.of("loss/critic", 9.0)));
        Continuation found = Continuation.find(directory);
        MetricsFile.Kept lines;
        try (Checkpoint checkpoint = found.checkpoint()) {
            assertThat(checkpoint.step()).isEqualTo(10);
            lines = found.rewind(2, known);
        }
        assertThat(lines).isEqualTo(new MetricsFile.Kept(1, 3, 1));
        assertThat(directory.metrics()).hasContent("""
                {"step":2,"loss/critic":0.5}
                {"step":4,"kept":1}
                {"step":6,"loss/critic":0.125}
                {"step":10,"measured":0.1,"loss/critic":3.0,"examples":7,"seconds":2.0}
                """);
    }

    @Test
    void nothingIsMissingOfARunThatHasNotLoggedYet() {
        Continuation found = Continuation.find(directory);
        found.checkpoint().close();
        assertThat(MetricsFile.keepUntil(directory.metrics(), 9, 10, new TreeMap<>()))
                .isEqualTo(new MetricsFile.Kept(0, 0, 0));
        assertThat(directory.metrics()).doesNotExist();
        assertThat(MetricsFile.keepUntil(directory.metrics(), 30, 10, new TreeMap<>()))
                .isEqualTo(new MetricsFile.Kept(0, 0, 3));
    }

    @Test
    void aBombIsPassedOver() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.checkpoint(1_000_000)))) {
            zip.putNextEntry(new ZipEntry(Checkpoint.MANIFEST));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 20; i++) {
                zip.write(zeros);
            }
        }
        Continuation found = Continuation.find(directory);
        found.checkpoint().close();
        assertThat(found.checkpoint().step()).isEqualTo(10);
        assertThat(found.passedOver()).hasSize(1).first().asString().contains("step-1000000.zip is damaged: unpacked");
    }

    @Test
    void whatDoesNotFitTheNetworksLeavesTheRunToo() {
        try (Continuation found = Continuation.find(directory)) {
            found.passOver(new DataException("too long"));
            assertThat(found.checkpoint().step()).isEqualTo(10);
            assertThat(found.passedOver()).containsExactly("too long");
            found.rewind(3, new TreeMap<>());
        }
        assertThat(directory.checkpoint(1_000_000)).doesNotExist();
        assertThat(directory.checkpoints().resolve("step-1000000.zip.unusable")).exists();
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
