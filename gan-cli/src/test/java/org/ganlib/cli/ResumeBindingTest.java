package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is continued with the settings it was trained with, or not at all. */
final class ResumeBindingTest {
    private static final int STEPS = 6;

    @TempDir
    private static Path folder;

    private static Path trained;

    @TempDir
    private Path own;

    @RegisterExtension
    private final LogLines log = new LogLines();

    /** The messages that were logged; the program writes them to standard error. */
    private List<String> told() {
        return log.lines();
    }

    @BeforeAll
    static void train() {
        trained = folder.resolve("trained");
        ok(train(trained, "train.steps=" + STEPS));
    }

    @ParameterizedTest
    @CsvSource({
        "seed: 1, seed: 2, 'seed: was 1, is 2'",
        "batch: 8, batch: 9, 'train.batch: was 8, is 9'",
        "ema: 0.9, ema: 0.5, 'train.ema: was 0.9, is 0.5'",
        "ema-rule: warm-up, ema-rule: constant, 'train.ema-rule: was warm-up, is constant'",
        "learning-rate: 0.002, learning-rate: 0.003, 'optimizer.critic.learning-rate: was 0.002, is 0.003'",
        "generator-objective: non-saturating, generator-objective: minimax, 'divergence.generator-objective: was non-saturating, is minimax'"
    })
    void aSettingThatDecidesTheNumbersIsNotChangedInTheFile(String was, String is, String told) throws IOException {
        Path run = copy(trained);
        edit(run, was, is);
        Command resumed = resume(run, "train.steps=9");
        assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(3);
        assertThat(resumed.err())
                .contains(run.resolve("config.yaml") + " is not what ", "step-000006.zip was trained with: " + told);
        assertThat(RunFiles.metrics(run)).as("nothing was touched").hasSize(STEPS);
    }

    @Test
    void allDifferencesAreListedAtOnce() throws IOException {
        Path run = copy(trained);
        edit(run, "seed: 1", "seed: 2");
        edit(run, "batch: 8", "batch: 9");
        assertThat(resume(run).err()).contains("seed: was 1, is 2; train.batch: was 8, is 9. Put back what it was");
    }

    @Test
    void whatMayChangeMayBeChangedInTheFile() throws IOException {
        Path run = copy(trained);
        edit(run, "steps: 6", "steps: 8");
        Command resumed = resume(run);
        ok(resumed);
        assertThat(told()).contains("config.yaml: train.steps: was 6, is 8");
        assertThat(RunFiles.metrics(run)).hasSize(8);
    }

    /**
     * The file is cut after each of its lines. It is refused whether it lacks a setting or is no
     * YAML any more.
     */
    @Test
    void aFileThatIsCutShortIsRefused() throws IOException {
        Path run = copy(trained);
        List<String> lines = Files.readAllLines(run.resolve("config.yaml"));
        for (int kept = 0; kept < lines.size(); kept++) {
            Files.writeString(run.resolve("config.yaml"), String.join("\n", lines.subList(0, kept)) + "\n");
            Command resumed = resume(run, "train.steps=9");
            assertThat(resumed.exitCode())
                    .as("%d of %d lines: %s", kept, lines.size(), resumed.err())
                    .isIn(2, 3);
        }
        assertThat(resume(run, "train.steps=9").err()).contains("listeners[1]: was {", "is missing");
        assertThat(RunFiles.metrics(run)).hasSize(STEPS);
        Files.write(run.resolve("config.yaml"), lines);
        ok(resume(run, "train.steps=9"));
    }

    /**
     * The file has the requested change, but the older checkpoint does not; environment.json
     * explains the difference.
     */
    @Test
    void aChangeThatNoCheckpointHasSeenYetIsNoDifference() throws IOException {
        Path run = copy(trained);
        ok(resume(run, "train.steps=9", "listeners=[tensorboard]"));
        Files.delete(RunFiles.checkpoint(run, 9));
        ok(resume(run));
        assertThat(RunFiles.metrics(run)).hasSize(9);
        assertThat(Files.readString(run.resolve("config.yaml"))).doesNotContain("health");
    }

    @Test
    void theCheckpointOfAnotherRunIsRefused() throws IOException {
        Path other = own.resolve("other");
        ok(train(other, "train.steps=9"));
        Path run = copy(trained);
        Files.copy(RunFiles.checkpoint(other, 9), RunFiles.checkpoint(run, 9));
        Command resumed = resume(run, "train.steps=12");
        assertThat(resumed.exitCode()).isEqualTo(3);
        assertThat(resumed.err()).contains("step-000009.zip was written by another run, ", "; this one is ");
    }

    @Test
    void aBombIsPassedOver() throws IOException {
        Path run = copy(trained);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(RunFiles.checkpoint(run, 7)))) {
            zip.putNextEntry(new ZipEntry("checkpoint.json"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 20; i++) {
                zip.write(zeros);
            }
        }
        Command resumed = resume(run, "train.steps=9");
        ok(resumed);
        assertThat(told()).anySatisfy(line -> assertThat(line)
                .contains("passed over: ", "step-000007.zip is damaged: unpacked, checkpoint.json has more"));
        assertThat(RunFiles.metrics(run)).hasSize(9);
    }

    @Test
    void linesOfMetricsThatAreLostAreMadeAgainOfEventFiles() throws IOException {
        Path run = copy(trained);
        List<String> before = RunFiles.metrics(run);
        Files.delete(run.resolve("metrics.jsonl"));
        Command resumed = resume(run, "train.steps=8");
        ok(resumed);
        assertThat(told())
                .contains(
                        "metrics.jsonl lacked 6 lines of steps before: 6 were made again of the event files, in single"
                                + " precision, and the checkpoint; 0 are lost");
        List<String> after = RunFiles.metrics(run);
        assertThat(after).hasSize(8);
        assertThat(after.get(5)).as("the checkpoint has it exactly").isEqualTo(before.get(5));
        assertThat(after.get(2)).startsWith("{\"step\":3,\"loss/critic\":");
    }

    @Test
    void linesThatWereNeverWrittenAreNotMissed() throws IOException {
        Path run = own.resolve("sparse");
        ok(train(run, "train.log-every=4", "train.steps=6"));
        ok(resume(run, "train.steps=8", "train.log-every=1"));
        assertThat(told()).noneMatch(line -> line.contains("lacked"));
        assertThat(RunFiles.metrics(run)).as("steps 4, 7 and 8").hasSize(3);
    }

    @Test
    void linesOfMetricsThatAreLostForGoodAreToldOf() throws IOException {
        Path run = copy(trained);
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("events"))
                    .toList()) {
                Files.delete(file);
            }
        }
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        Files.write(run.resolve("metrics.jsonl"), lines.subList(0, 2));
        Command resumed = resume(run, "train.steps=8");
        ok(resumed);
        assertThat(told())
                .anySatisfy(line -> assertThat(line).contains("lacked 4 lines", "1 were made again", "3 are lost"));
        assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(5);
    }

    @Test
    void theBestOfAnotherMetricIsNotKept() throws IOException {
        Path run = own.resolve("best");
        String best = "train.best=frechet[pixels]";
        ok(train(run, "train.steps=4", "train.evaluate-every=2", "metrics=[{name: frechet}]", best));
        assertThat(Files.readString(run.resolve("best.json")))
                .contains("\"metric\" : \"frechet[pixels]\"", "\"measured\" : \"{name=frechet", "seed 1");
        Command same = resume(run, "train.steps=6");
        ok(same);
        assertThat(told()).noneMatch(line -> line.contains("starts anew"));
        Command other = resume(
                run, "train.steps=8", "metrics=[{name: sliced-wasserstein}]", "train.best=sliced-wasserstein[pixels]");
        ok(other);
        assertThat(told()).anyMatch(line -> line.endsWith("the record starts anew"));
        assertThat(Files.readString(run.resolve("best.json"))).contains("sliced-wasserstein", "\"step\" : 8");
    }

    /**
     * The same settings give the same bytes at any time. Only the manifest differs, because it has
     * the time spent and the name of the run.
     */
    @Test
    void checkpointsAreReproducedByteForByte() throws IOException {
        Path again = own.resolve("again");
        ok(train(again, "train.steps=" + STEPS));
        Map<String, byte[]> entries = RunFiles.entries(RunFiles.checkpoint(again, STEPS));
        Map<String, byte[]> expected = RunFiles.entries(RunFiles.checkpoint(trained, STEPS));
        assertThat(entries.keySet()).isEqualTo(expected.keySet()).contains("generator/configuration.json");
        expected.forEach((name, bytes) -> {
            if (!name.startsWith("checkpoint.")) {
                assertThat(entries.get(name)).as(name).isEqualTo(bytes);
            }
        });
    }

    /**
     * Parameters at their clipping limit become a finding when they are seen at five steps in a
     * row. The count must survive a stop at any step.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 7})
    void findingsAreCountedOnAcrossStops(int stopAfter) throws IOException {
        Path whole = own.resolve("whole");
        ok(train(whole, clipped("train.steps=9")));
        List<String> findings = Files.readAllLines(whole.resolve("health.jsonl"));
        assertThat(findings).anyMatch(line -> line.startsWith("{\"step\":5,\"finding\":\"clip-saturation\""));
        Path stopped = own.resolve("stopped");
        ok(train(stopped, clipped("train.steps=" + stopAfter)));
        ok(resume(stopped, "train.steps=9"));
        assertThat(stopped.resolve("health.jsonl")).hasSameTextualContentAs(whole.resolve("health.jsonl"));
    }

    @Test
    void aRunThatAFindingEndsEndsAtTheSameStep() throws IOException {
        Path stopped = own.resolve("stopped");
        String stop = "listeners=[{name: health, stop: true}]";
        ok(train(stopped, clipped("train.steps=3", stop)));
        Command resumed = resume(stopped, "train.steps=9");
        assertThat(resumed.exitCode()).isEqualTo(4);
        assertThat(resumed.err()).contains("health at step 5: ");
    }

    @ParameterizedTest
    @CsvSource({"generator, true, false", "critic, false, true"})
    void aBatchOfOneIsRefusedWhereBatchNormWouldSeeOneNumber(String role, boolean generator, boolean critic) {
        Path run = own.resolve("one");
        Command refused =
                train(run, "train.batch=1", "generator.batch-norm=" + generator, "critic.batch-norm=" + critic);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err())
                .contains("train.batch: must be ≥ 2, was 1: the " + role
                        + "'s batch norm hidden-0-norm would normalise one"
                        + " number at a time, and makes 0 of each. Take a larger batch, or a " + role
                        + " without batch norm");
        assertThat(run).doesNotExist();
        assertThat(train(run, "train.batch=1", "train.accumulate=4", "generator.batch-norm=true")
                        .exitCode())
                .as("each of several minibatches is normalised on its own")
                .isEqualTo(2);
        ok(train(run, "train.batch=1", "train.steps=2", "generator.batch-norm=false"));
    }

    /** Every critic update exceeds the clipping limit. */
    private static final String[] CLIPPED = {
        "divergence=wasserstein", "constraint={name: weight-clip, limit: 1e-4}", "critic.hidden=[16]"
    };

    private static String[] clipped(String... more) {
        return Stream.concat(Stream.of(CLIPPED), Stream.of(more)).toArray(String[]::new);
    }

    private static Command train(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "ring-8",
                "train.batch=8",
                "train.log-every=1",
                "train.sample-every=2",
                "train.checkpoint-every=0",
                "train.samples=16",
                "train.ema=0.9",
                "generator.hidden=[4]",
                "generator.batch-norm=true",
                "critic.hidden=[4]",
                "threads=1",
                "--quiet",
                "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static Command resume(Path run, String... more) {
        List<String> arguments = new ArrayList<>(List.of("resume", run.toString(), "--quiet"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static void edit(Path run, String was, String is) throws IOException {
        Path file = run.resolve("config.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(was);
        Files.writeString(file, text.replaceFirst(was, is));
    }

    private Path copy(Path run) throws IOException {
        return RunFiles.copy(run, own.resolve("copy"));
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
