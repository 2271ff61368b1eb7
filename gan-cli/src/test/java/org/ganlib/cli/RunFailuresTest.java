package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.RunLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can happen to a run's files, and what the user is told. The table is docs/failures.md. */
final class RunFailuresTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void train() {
        run = folder.resolve("run");
        Command trained = Command.run(
                "train",
                "ring-8",
                "train.steps=6",
                "train.batch=8",
                "train.log-every=1",
                "train.checkpoint-every=3",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "--quiet",
                "--out",
                run.toString());
        assertThat(trained.exitCode()).as(trained.err()).isZero();
    }

    @Test
    void twoProcessesOnOneRun() {
        RunLock lock = RunLock.take(RunDirectory.open(run));
        try (lock) {
            assertFails(
                    resume("train.steps=9"),
                    1,
                    run + ": is being trained by process "
                            + ProcessHandle.current().pid() + ". Wait until it ends, or stop it");
        }
        assertThat(resume("train.steps=9").exitCode()).isZero();
    }

    @Test
    void damagedConfiguration() throws IOException {
        Files.writeString(run.resolve("config.yaml"), "train: {steps: [}");
        assertFails(resume("train.steps=9"), 2, run.resolve("config.yaml").toString());
    }

    @Test
    void missingConfiguration() throws IOException {
        Files.delete(run.resolve("config.yaml"));
        assertFails(resume(), 3, run + " is no run directory: it has no config.yaml");
    }

    @Test
    void damagedStatusIsWrittenAnew() throws IOException {
        Files.writeString(run.resolve("status.json"), "{\"status\": ");
        assertThat(resume("train.steps=9").exitCode()).isZero();
        assertThat(RunFiles.status(run)).contains("\"finished\"", "\"step\" : 9");
    }

    @Test
    void damagedLineOfMetrics() throws IOException {
        Path metrics = run.resolve("metrics.jsonl");
        List<String> lines = Files.readAllLines(metrics);
        lines.set(1, "{\"step\":2,\"loss");
        Files.write(metrics, lines);
        assertFails(
                resume("train.steps=9"),
                3,
                metrics + ", line 2 is no JSON object with a step. Correct or delete that line");
        assertThat(metrics).hasContent(String.join("\n", lines));
    }

    @Test
    void everyCheckpointDamaged() throws IOException {
        for (long step : List.of(0L, 3L, 6L)) {
            Path file = RunFiles.checkpoint(run, step);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        }
        assertFails(resume("train.steps=9"), 3, run + " has no good checkpoint: ");
    }

    @Test
    void noCheckpoint() throws IOException {
        for (long step : List.of(0L, 3L, 6L)) {
            Files.delete(RunFiles.checkpoint(run, step));
        }
        assertFails(resume("train.steps=9"), 3, run + " has no checkpoint to continue from. Train it anew: gan train ");
    }

    @Test
    void otherDataThanBefore() throws IOException {
        Path config = run.resolve("config.yaml");
        String text = Files.readString(config);
        String other = text.replaceFirst("radius: [0-9.]+", "radius: 3");
        assertThat(other).isNotEqualTo(text);
        Files.writeString(config, other);
        assertFails(resume("train.steps=9"), 3, " was trained with: dataset.radius: was 1, is 3. ");
    }

    @Test
    void otherNetworksThanInTheCheckpoint() throws IOException {
        Path config = run.resolve("config.yaml");
        String text = Files.readString(config);
        String other = text.replaceFirst("(?s)(generator:.*?hidden:\\s*\\[?\\s*-?\\s*)4", "$15");
        assertThat(other).isNotEqualTo(text);
        Files.writeString(config, other);
        assertFails(resume("train.steps=9"), 3, " was trained with: generator.hidden[0]: was 4, is 5. ");
    }

    @Test
    void runDirectoryTakenAwayMeanwhile() throws Exception {
        Path away = folder.resolve("away");
        Thread thief = new Thread(() -> {
            try {
                Path metrics = run.resolve("metrics.jsonl");
                while (Files.readAllLines(metrics).size() < 20) {
                    Thread.sleep(1);
                }
                Files.move(run, away);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thief.start();
        Command command = resume("train.steps=1000000", "train.checkpoint-every=50");
        thief.join();
        assertFails(command, 1, "cannot be written: the directory " + run.toAbsolutePath());
    }

    private Command resume(String... overrides) {
        String[] arguments = new String[overrides.length + 3];
        arguments[0] = "resume";
        arguments[1] = run.toString();
        arguments[2] = "--quiet";
        System.arraycopy(overrides, 0, arguments, 3, overrides.length);
        return Command.run(arguments);
    }

    private static void assertFails(Command command, int exitCode, String message) {
        assertThat(command.err()).contains(message);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.exitCode()).isEqualTo(exitCode);
    }
}
