package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep is started again with other settings. Of its two seeds, only the first has a run so far.
 */
final class ContinuedSweepTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path sweep;
    private Path run;

    @BeforeAll
    static void train() {
        Command command = train(
                shared.resolve("run"), "ring-8", List.of("--seed", "0", "train.steps=4", "train.checkpoint-every=2"));
        assertThat(command.exitCode()).as(command.err()).isZero();
    }

    @BeforeEach
    void begin() throws IOException {
        sweep = folder.resolve("sweep");
        run = RunFiles.copy(shared.resolve("run"), sweep.resolve("seed-0"));
    }

    /**
     * Changes the run to look as if its process had been killed on the way to {@code steps}, with
     * the checkpoint of step 4 as its newest.
     */
    private void kill(long steps) throws IOException {
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("  steps: 4\n", "  steps: " + steps + "\n"));
        assertThat(config).content().contains("  steps: " + steps + "\n");
        Files.writeString(
                run.resolve("status.json"), "{\"status\": \"running\", \"step\": 4, \"steps\": " + steps + "}");
    }

    @Test
    void aRunThatIsPastTheLastStepIsRefusedBeforeAnythingIsTrained() throws IOException {
        kill(100_000);
        Map<Path, byte[]> before = contents();
        Command command = train("--seeds", "0-1", "train.steps=3", "train.checkpoint-every=2");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .isEqualToIgnoringNewLines(
                        run + ": train.steps: must be ≥ 4, the step of "
                                + RunFiles.checkpoint(run, 4)
                                + ", was 3 (the run was begun with 100000). Ask for as many, or choose a new folder with --out");
        assertUnchanged(before);
    }

    @Test
    void aFinishedRunThatIsPastTheLastStepIsRefusedToo() throws IOException {
        Map<Path, byte[]> before = contents();
        Command command = train("--seeds", "0-1", "train.steps=3", "train.checkpoint-every=2", "--dry-run");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains(run + ": train.steps: must be ≥ 4", ", was 3 (the run was begun with 4)");
        assertUnchanged(before);
    }

    @Test
    void allRunsEndAtTheStepAskedForNow() throws IOException {
        kill(100_000);
        String[] arguments = {"--seeds", "0-1", "train.steps=6", "train.checkpoint-every=2"};
        assertThat(train(with(arguments, "--dry-run")).out())
                .contains("seed-0 (goes on; it stood at step 4 of 6, which were 100000 before; nothing was written)");
        Command command = train(arguments);
        assertThat(command.exitCode()).as(command.err()).isZero();
        for (String seed : List.of("seed-0", "seed-1")) {
            assertThat(RunFiles.metrics(sweep.resolve(seed))).as(seed).hasSize(6);
            assertThat(sweep.resolve(seed).resolve("config.yaml")).content().contains("  steps: 6\n");
        }
    }

    @Test
    void everySettingThatDiffersIsNamed() throws IOException {
        Map<Path, byte[]> before = contents();
        Command command = train(
                "--seeds",
                "0-1",
                "train.steps=4",
                "train.checkpoint-every=2",
                "train.batch=4",
                "optimizer.critic.learning-rate=0.5",
                "divergence=least-squares");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.err())
                .startsWith(run + ": was trained with other settings: divergence.name: was gan, is least-squares; "
                        + "optimizer.critic.learning-rate: was ")
                .contains(", is 0.5; train.batch: was 8, is 4. Ask for what it was, or choose a new folder");
        assertUnchanged(before);
    }

    @Test
    void settingsThatMayChangeAreTakenFromTheExperimentsFileToo() throws IOException {
        Path file = folder.resolve("e.yaml");
        String yaml = Command.run("describe", "ring-8")
                .out()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.substring(2))
                .reduce("", (a, b) -> a + b + "\n");
        Files.writeString(file, yaml.replace("train:", "listeners: []\ntrain:"));
        sweep = folder.resolve("of-a-file");
        run = sweep.resolve("seed-0");
        List<String> arguments = new ArrayList<>(List.of("--seeds", "0", "train.steps=4"));
        assertThat(train(file.toString(), arguments).exitCode()).isZero();
        kill(4);
        Files.delete(RunFiles.checkpoint(run, 4));
        Files.writeString(
                file, Files.readString(file).replace("listeners: []", "listeners: [{name: health, stop: true}]"));

        Command command = train(file.toString(), arguments);

        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(run.resolve("environment.json").toFile())
                        .path("continued")
                        .path(0)
                        .path("changes")
                        .toString())
                .startsWith("[\"listeners=[{\\\"name\\\":\\\"health\\\"");
        assertThat(run.resolve("config.yaml")).content().contains("name: health");
    }

    @Test
    void aThreadCountThatIsAskedForIsTaken() throws IOException {
        kill(4);
        Files.delete(RunFiles.checkpoint(run, 4));
        String[] arguments = {"--seeds", "0", "train.steps=4", "train.checkpoint-every=2", "threads=2"};
        Command command = train(arguments);
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(run.resolve("config.yaml")).content().contains("threads: 2");
    }

    @Test
    void aRunThatEndedEarlyGoesOnIfTheReasonIsGone() throws IOException {
        kill(9);
        Files.writeString(run.resolve("status.json"), "{\"status\": \"finished\", \"step\": 4, \"steps\": 9}");
        String[] arguments = {"--seeds", "0", "train.steps=9", "train.checkpoint-every=2", "--dry-run"};
        assertThat(train(arguments).out()).contains("was finished earlier");
        assertThat(train(with(arguments, "train.minutes=5")).out()).contains("goes on; it stood at step 4 of 9");
    }

    @Test
    void aRunThatDivergedBehindTheLastStepGoesOn() throws IOException {
        Files.delete(RunFiles.checkpoint(run, 4));
        Files.writeString(run.resolve("status.json"), "{\"status\": \"diverged\", \"step\": 4, \"steps\": 4}");
        String[] arguments = {"--seeds", "0", "train.checkpoint-every=2", "--dry-run"};
        assertThat(train(with(arguments, "train.steps=4")).out()).contains("diverged earlier");
        assertThat(train(with(arguments, "train.steps=3")).out())
                .contains("goes on; it stood at step 2 of 3, which were 4 before");
    }

    /**
     * The number of threads that auto chose, and the path where a file was found, do not count as
     * changed settings.
     */
    @Test
    void whatARunHasResolvedIsTheSameSetting() throws IOException {
        sweep = folder.resolve("digits");
        List<String> arguments = List.of("--seeds", "0", "train.steps=1", "generator.hidden=[4]", "critic.hidden=[4]");
        Command first = train("mnist-mlp", arguments);
        assertThat(first.exitCode()).as(first.err()).isZero();
        Command again = train("mnist-mlp", arguments);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("seed-0: was finished earlier, and is left as it is");
    }

    private static String[] with(String[] arguments, String more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private Map<Path, byte[]> contents() throws IOException {
        Map<Path, byte[]> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(sweep)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private void assertUnchanged(Map<Path, byte[]> before) throws IOException {
        Map<Path, byte[]> after = contents();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        after.forEach((file, bytes) -> assertThat(bytes).as(file.toString()).isEqualTo(before.get(file)));
    }

    private Command train(String... arguments) {
        return train("ring-8", List.of(arguments));
    }

    private Command train(String experiment, List<String> more) {
        return train(sweep, experiment, more);
    }

    private static Command train(Path out, String experiment, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                experiment,
                "train.batch=8",
                "train.log-every=1",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "--quiet",
                "--out",
                out.toString()));
        arguments.addAll(more);
        return Command.run(arguments.toArray(String[]::new));
    }
}
