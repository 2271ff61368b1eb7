package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunDirectoryOwnershipTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void makeRun() throws IOException {
        run = folder.resolve("run");
        RunDirectory directory = RunDirectory.planned(run);
        directory.make();
        Files.writeString(directory.config(), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.yaml",
                "Config.YAML",
                "data.json",
                "display.json",
                "environment.json",
                "metrics.jsonl",
                "health.jsonl",
                "status.json",
                "best.json",
                ".lock",
                "samples",
                "samples/step-000001.png",
                "samples/deep/new.png",
                "checkpoints",
                "checkpoints/step-000500.zip",
                "events.out.tfevents.1700000000.ganlib",
                "./figures/../status.json"
            })
    void aRunOwnsWhatItGoesOnFrom(String name) {
        assertThat(RunDirectory.owning(run.resolve(name))).contains(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.html", "generator.onnx", "figures/config.yaml", "../other.png", "000000.png", "."})
    void whatIsMadeOfARunIsNotItsOwn(String name) {
        assertThat(RunDirectory.owning(run.resolve(name))).isEmpty();
    }

    @Test
    void aFolderThatIsNoRunOwnsNothing() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("config.yaml"), "");
        assertThat(RunDirectory.owning(other.resolve("config.yaml"))).isEmpty();
        Files.createDirectory(other.resolve("checkpoints"));
        assertThat(RunDirectory.owning(other.resolve("config.yaml"))).contains(other);
        Files.delete(other.resolve("config.yaml"));
        assertThat(RunDirectory.owning(other.resolve("config.yaml"))).isEmpty();
    }
}
