package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new run may take some folders and not others. */
final class RunDirectoryTest {
    @TempDir
    private Path temporary;

    private RunDirectory directory;

    @BeforeEach
    void plan() {
        directory = RunDirectory.planned(temporary.resolve("run"));
    }

    @Test
    void whatEndedBeforeItsFirstCheckpointIsUnbegun() throws IOException {
        assertThat(directory.isUnbegun()).as("missing").isTrue();
        Files.createDirectories(directory.samples());
        assertThat(directory.isUnbegun()).as("half made").isTrue();
        directory.make();
        Files.writeString(directory.lock(), "1");
        Files.writeString(directory.config(), "seed: 1");
        Files.writeString(directory.metrics(), "");
        Files.writeString(directory.checkpoints().resolve(".step-000000.zip.a1.tmp"), "half");
        assertThat(directory.isUnbegun()).as("no checkpoint").isTrue();
        directory.requireUnused();
        assertThat(RunDirectory.planned(directory.root()).root()).isEqualTo(directory.root());
    }

    @Test
    void whatHasACheckpointMetricsOrSamplesIsARun() throws IOException {
        directory.make();
        Files.writeString(directory.lock(), "1");
        for (Path precious : new Path[] {
            directory.checkpoint(0),
            directory.metrics(),
            directory.sample(1),
            directory.checkpoints().resolve("x")
        }) {
            Files.writeString(precious, "{}");
            assertThat(directory.isUnbegun()).as(precious.toString()).isFalse();
            assertThatThrownBy(directory::requireUnused).isInstanceOf(GanException.class);
            assertThatThrownBy(() -> RunDirectory.planned(directory.root()))
                    .isInstanceOf(GanException.class)
                    .hasMessageContaining("never overwritten");
            Files.delete(precious);
        }
    }

    @Test
    void aFolderOfSomethingElseIsNotTaken() throws IOException {
        Files.createDirectories(directory.root());
        Files.writeString(directory.config(), "seed: 1");
        assertThat(directory.isUnbegun()).isFalse();
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> RunDirectory.planned(file)).hasMessageContaining("is a file");
    }
}
