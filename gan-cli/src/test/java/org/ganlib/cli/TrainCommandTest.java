package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.ganlib.file.NpyArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real training on the embedded digits, for a few steps. */
final class TrainCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    private final LogLines log = new LogLines();

    @TempDir
    private static Path folder;

    private static Path run;
    private static Command trained;

    @BeforeAll
    static void train() {
        run = folder.resolve("run");
        trained = train(run, "--seed", "5");
    }

    @Test
    void lastLineSaysWhereTheRunIs() {
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.outLines()).last().isEqualTo("run: " + run);
    }

    @Test
    void runDirectoryHoldsEverything() throws IOException {
        assertThat(run.resolve("config.yaml")).content().contains("seed: 5", "threads: 1", "name: mlp", "steps: 8");
        JsonNode environment = JSON.readTree(run.resolve("environment.json").toFile());
        assertThat(environment.path("backend").asText()).contains("CpuBackend");
        assertThat(environment.path("device").asText()).isEqualTo("cpu");
        assertThat(environment.path("device chosen").asText()).isEqualTo("the only device of this engine");
        assertThat(environment.path("threads").asInt()).isEqualTo(1);
        assertThat(environment.path("threads chosen").asText()).isEqualTo("OMP_NUM_THREADS=1");
        assertThat(environment.path("data").path("examples").asInt()).isEqualTo(8000);
        assertThat(environment.path("plugins").path("divergence").has("gan")).isTrue();
        JsonNode status = JSON.readTree(run.resolve("status.json").toFile());
        assertThat(status.path("status").asText()).isEqualTo("finished");
        assertThat(status.path("step").asInt()).isEqualTo(8);
        assertThat(run.resolve("checkpoints")).isDirectoryContaining("glob:**step-000000.zip");
        assertThat(run.resolve("checkpoints")).isDirectoryContaining("glob:**step-000008.zip");
        assertThat(ImageIO.read(run.resolve("samples/step-000008.png").toFile()).getWidth())
                .isGreaterThan(500);
    }

    @Test
    void metricsHaveALinePerLoggedStep() throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        assertThat(lines).hasSize(4);
        JsonNode last = JSON.readTree(lines.get(3));
        assertThat(last.path("step").asInt()).isEqualTo(8);
        for (String name : List.of("loss/critic", "loss/generator", "score/real", "score/fake", "images_per_sec")) {
            assertThat(last.path(name).isNumber()).as(name).isTrue();
        }
    }

    @Test
    void sameSeedGivesTheSameNumbers() throws IOException {
        Path again = folder.resolve("again");
        Path other = folder.resolve("other");
        train(again, "--seed", "5");
        train(other, "--seed", "6");
        assertThat(withoutTimes(again)).isEqualTo(withoutTimes(run));
        assertThat(withoutTimes(other)).isNotEqualTo(withoutTimes(run));
    }

    @Test
    void samplesComeFromTheAverageWhichDoesNotChangeTraining() throws IOException {
        Path averaged = folder.resolve("averaged");
        Path plain = folder.resolve("plain");
        assertThat(train(averaged, "--seed", "5", "train.ema=0.9").exitCode()).isZero();
        assertThat(train(plain, "--seed", "5", "train.ema=0").exitCode()).isZero();
        assertThat(withoutTimes(averaged)).isEqualTo(withoutTimes(plain));
        Path fromParameters = folder.resolve("from-parameters.npy");
        Path fromAverage = folder.resolve("from-average.npy");
        assertThat(Command.run("sample", plain.toString(), "--out", fromParameters.toString())
                        .exitCode())
                .isZero();
        assertThat(Command.run("sample", averaged.toString(), "--out", fromAverage.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.mismatch(fromParameters, fromAverage)).isNotNegative();
    }

    @Test
    void runOfOneEngineSamplesUnderTheOther() throws IOException {
        for (String engine : List.of("dl4j", "onednn")) {
            String other = engine.equals("dl4j") ? "onednn" : "dl4j";
            Path from = folder.resolve("trained-on-" + engine);
            assertThat(train(from, "--seed", "5", "engine=" + engine).exitCode())
                    .isZero();
            float[] expected = samplesOf(from, folder.resolve(engine + ".npy"));
            Path config = from.resolve("config.yaml");
            Files.writeString(config, Files.readString(config).replace("engine: " + engine, "engine: " + other));
            assertThat(config).content().contains("engine: " + other);
            assertThat(samplesOf(from, folder.resolve(engine + "-on-" + other + ".npy")))
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(expected);
        }
    }

    private static float[] samplesOf(Path trainedRun, Path file) throws IOException {
        Command command =
                Command.run("sample", trainedRun.toString(), "--count", "5", "--seed", "2", "--out", file.toString());
        assertThat(command.exitCode()).as(command.err()).isZero();
        return NpyArray.read(file).floats();
    }

    @Test
    void resolvedConfigurationRepeatsTheRun() throws IOException {
        Path repeated = folder.resolve("repeated");
        Command command =
                Command.run("train", run.resolve("config.yaml").toString(), "--out", repeated.toString(), "--quiet");
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(withoutTimes(repeated)).isEqualTo(withoutTimes(run));
        assertThat(repeated.resolve("config.yaml")).hasSameTextualContentAs(run.resolve("config.yaml"));
    }

    @Test
    void samplesAreRepeatableAndInRange() throws IOException {
        Path first = folder.resolve("first.npy");
        Path second = folder.resolve("second.npy");
        Path other = folder.resolve("other.npy");
        assertThat(sample(first, "3").exitCode()).isZero();
        assertThat(sample(second, "3").exitCode()).isZero();
        assertThat(sample(other, "4").exitCode()).isZero();
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.mismatch(first, other)).isNotNegative();

        NpyArray array = NpyArray.read(first);
        assertThat(array.shape()).containsExactly(70, 1, 28, 28);
        for (float value : array.floats()) {
            assertThat(value).isBetween(-1f, 1f);
        }
    }

    @Test
    void samplesAreDrawnAsAGrid() throws IOException {
        Path picture = folder.resolve("grid.png");
        assertThat(sample(picture, "3").exitCode()).isZero();
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isGreaterThan(500);
    }

    @Test
    void evaluationMeasuresTheRun() throws IOException {
        Command command = Command.run("evaluate", run.toString(), "--metric", "nearest-neighbour", "--json");
        assertThat(command.exitCode()).as(command.err()).isZero();
        JsonNode metric = JSON.readTree(command.out()).path("nearest-neighbour");
        assertThat(metric.path("value").asDouble()).isGreaterThan(1);
        assertThat(metric.path("samples").asInt()).isEqualTo(1000);
        assertThat(metric.path("unit").asText()).isEqualTo("1");
        assertThat(metric.path("protocol").asText()).isNotEmpty();
    }

    @Test
    void divergedRunSaysWhereAndKeepsTheLastGoodCheckpoint() throws IOException {
        Path diverged = folder.resolve("diverged");
        Command command = train(diverged, "optimizer.critic.learning-rate=1e30");
        assertThat(command.exitCode()).isEqualTo(4);
        assertThat(command.err())
                .containsPattern("training diverged at step [12]: ")
                .contains("step-000000.zip");
        assertThat(JSON.readTree(diverged.resolve("status.json").toFile())
                        .path("status")
                        .asText())
                .isEqualTo("diverged");
        assertThat(Command.run(
                                "sample",
                                diverged.toString(),
                                "--out",
                                folder.resolve("d.png").toString())
                        .exitCode())
                .isZero();
    }

    /** A run that a graphics processor trained can be looked at without one. */
    @Test
    void aRunOfAMissingDeviceIsSampledOnTheProcessor() throws IOException {
        Path moved = folder.resolve("moved");
        assertThat(train(moved, "train.steps=2", "engine=onednn").exitCode()).isZero();
        Path config = moved.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("engine: onednn", "engine: torch"));
        Command command = sample(folder.resolve("moved.png"), "1", moved);
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(log.lines()).anySatisfy(line -> assertThat(line)
                .contains("engine: torch cannot be used here: its library is not here")
                .contains("Another engine computes in its place, in float32"));
    }

    @Test
    void cudaWithoutItsLibrarySaysWhatIsMissing() {
        Command command = train(folder.resolve("cuda"), "device=cuda");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo(
                        "device: no engine computes on cuda in float32 here: torch: its library is not here. Start with"
                                + " gan --with torch (90 MB, for the processor) or gan --with torch-cuda (460 MB)\n");
        assertThat(folder.resolve("cuda")).doesNotExist();
    }

    @Test
    void aPrecisionThatNoEngineHasHereNamesTheKey() {
        Command command = train(folder.resolve("rounded"), "precision=bf16");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
                .startsWith("precision: no engine computes in bf16 here: torch: its library is not here. Start with")
                .hasLineCount(1);
        assertThat(folder.resolve("rounded")).doesNotExist();
    }

    private static Command sample(Path out, String seed) {
        return sample(out, seed, run);
    }

    private static Command sample(Path out, String seed, Path of) {
        return Command.run("sample", of.toString(), "--count", "70", "--seed", seed, "--out", out.toString());
    }

    private static Command train(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "mnist-mlp",
                "train.steps=8",
                "train.log-every=2",
                "generator.hidden=[32]",
                "critic.hidden=[32]",
                "--out",
                out.toString(),
                "--quiet"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static List<String> withoutTimes(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\"(images_per_sec|seconds)\":[^,}]+", ""))
                .toList();
    }
}
