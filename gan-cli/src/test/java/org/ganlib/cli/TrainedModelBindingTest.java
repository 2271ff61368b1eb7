package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that loads a run's networks uses the settings they were trained with and a
 * checkpoint of that run, or refuses.
 */
final class TrainedModelBindingTest {
    private static final int STEPS = 4;

    @TempDir
    private static Path folder;

    private static Path trained;
    private static Path other;

    @TempDir
    private Path own;

    @BeforeAll
    static void train() {
        trained = folder.resolve("trained");
        other = folder.resolve("other");
        for (Path run : List.of(trained, other)) {
            ok(Command.run(
                    "train",
                    "ring-8",
                    "train.steps=" + STEPS,
                    "train.batch=8",
                    "train.log-every=1",
                    "train.checkpoint-every=2",
                    "train.sample-every=0",
                    "generator.hidden=[4]",
                    "critic.hidden=[4]",
                    "--quiet",
                    "--out",
                    run.toString()));
        }
    }

    /** All commands that load a run's networks. */
    static Stream<String> verbs() {
        return Stream.of(
                "sample RUN --count 4 --out OUT/samples.npy",
                "evaluate RUN --metric frechet --count 20",
                "export RUN --npz OUT/model.npz",
                "export RUN --onnx OUT/model.onnx",
                "interpolate RUN --out OUT/path.png",
                "probe RUN --labels 20",
                "finetune RUN --labels 20 --steps 1",
                "report RUN",
                "runs compare RUN OTHER --metric frechet --count 20 --repeats 1");
    }

    /** The commands among them that work for points. */
    static Stream<String> verbsOfPoints() {
        return verbs().filter(verb -> !verb.startsWith("interpolate"));
    }

    static Stream<String> verbsThatChoose() {
        return verbs().filter(verb -> !verb.startsWith("report") && !verb.startsWith("runs"));
    }

    @ParameterizedTest
    @MethodSource("verbsOfPoints")
    void aRunAsItWasTrainedIsLoaded(String verb) throws IOException {
        Path run = RunFiles.copy(trained, own.resolve("moved"));
        ok(run(verb, run));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aSettingThatWasChangedInTheFileIsNamed(String verb) throws IOException {
        Path run = RunFiles.copy(trained, own.resolve("run"));
        edit(run, "seed: 1", "seed: 2");
        edit(run, "batch: 8", "batch: 9");
        refused(
                run(verb, run),
                run.resolve("config.yaml") + " is not what " + RunFiles.checkpoint(run, STEPS)
                        + " was trained with: seed: was 1, is 2; train.batch: was 8, is 9. Put back what it was, or train"
                        + " anew: gan train " + run.resolve("config.yaml") + " --out DIR");
        assertThat(own.resolve("out")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "prior: normal, prior: uniform, 'model.latent.prior: was normal, is uniform'",
        "activation: relu, activation: tanh, 'generator.activation: was relu, is tanh'",
        "scale: 1, scale: 2, 'model.latent.scale: was 1, is 2'",
        "radius: 1, radius: 2, 'dataset.radius: was 1, is 2'",
        "ema: 0.999, ema: 0.5, 'train.ema: was 0.999, is 0.5'"
    })
    void whateverDecidesWhatTheNetworksMeanIsCompared(String was, String is, String told) throws IOException {
        Path run = RunFiles.copy(trained, own.resolve("run"));
        edit(run, was, is);
        refused(run("sample RUN --count 4 --out OUT/x.npy", run), " was trained with: " + told);
    }

    @Test
    void aFileThatWasCutShortIsNotCompletedByDefaults() throws IOException {
        Path run = RunFiles.copy(trained, own.resolve("run"));
        String text = Files.readString(run.resolve("config.yaml"));
        Files.writeString(run.resolve("config.yaml"), text.replaceFirst("(?m)^seed: 1\\R", ""));
        refused(run("report RUN", run), " was trained with: seed: was 1, is missing. ");
        assertThat(run.resolve("report.html")).hasSameBinaryContentAs(trained.resolve("report.html"));
    }

    /**
     * Settings that may change in a continued run do not affect what was trained, so the file may
     * have other values of them.
     */
    @Test
    void whatMayChangeMayBeChangedInTheFile() throws IOException {
        Path run = RunFiles.copy(trained, own.resolve("run"));
        edit(run, "steps: " + STEPS, "steps: 8");
        edit(run, "engine: [a-z0-9]+", "engine: dl4j");
        ok(run("sample RUN --count 4 --out OUT/x.npy", run));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theCheckpointOfAnotherRunInItsFolderIsRefused(String verb) throws IOException {
        Path run = RunFiles.copy(trained, own.resolve("run"));
        Files.delete(RunFiles.checkpoint(run, STEPS));
        Files.copy(RunFiles.checkpoint(other, STEPS), RunFiles.checkpoint(run, STEPS));
        Command refused = run(verb, run);
        refused(refused, RunFiles.checkpoint(run, STEPS) + " was written by another run, ");
        assertThat(refused.err()).contains(". Move it away");
        assertThat(own.resolve("out")).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("verbsThatChoose")
    void theCheckpointOfAnotherRunIsRefusedWhereItIsChosen(String verb) {
        Path chosen = RunFiles.checkpoint(other, STEPS);
        Command refused = run(verb + " --checkpoint " + chosen, trained);
        refused(refused, chosen + " was written by another run, ");
        assertThat(refused.err()).contains(". Give a checkpoint of this run");
    }

    @ParameterizedTest
    @MethodSource("verbsThatChoose")
    void aCheckpointOfTheRunMayLieAnywhere(String verb) throws IOException {
        assumeThat(verb).doesNotStartWith("interpolate");
        Path kept = Files.copy(RunFiles.checkpoint(trained, 2), own.resolve("kept.zip"));
        Path moved = RunFiles.copy(trained, own.resolve("moved"));
        ok(run(verb + " --checkpoint " + kept, moved));
    }

    /**
     * The file has settings that were given to a later resume, as environment.json records. A
     * checkpoint from before that still belongs to the run.
     */
    @Test
    void whatARunWasToldSinceIsNoDifference() throws IOException {
        Path run = RunFiles.copy(trained, own.resolve("run"));
        ok(run("resume RUN --quiet train.steps=6", run));
        ok(run("resume RUN --quiet train.steps=8 listeners=[tensorboard]", run));
        for (long step : List.of(0L, 2L, 4L, 6L, 8L)) {
            Path chosen = RunFiles.checkpoint(run, step);
            ok(run("sample RUN --count 4 --out OUT/x.npy --checkpoint " + chosen, run));
        }
        Files.delete(RunFiles.checkpoint(run, 8));
        Files.delete(RunFiles.checkpoint(run, 6));
        ok(run("report RUN", run));
        ok(run("resume RUN --quiet", run));
    }

    /** Without environment.json the run's name is unknown; the settings are still compared. */
    @Test
    void aRunWithoutAnEnvironmentIsKnownByItsSettings() throws IOException {
        Path run = RunFiles.copy(trained, own.resolve("run"));
        Files.delete(run.resolve("environment.json"));
        ok(run("sample RUN --count 4 --out OUT/x.npy", run));
        edit(run, "seed: 1", "seed: 2");
        refused(run("sample RUN --count 4 --out OUT/x.npy", run), "seed: was 1, is 2");
    }

    private Command run(String arguments, Path run) {
        List<String> words = new ArrayList<>();
        try {
            Files.createDirectories(own.resolve("out"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        for (String word : arguments.split(" ", -1)) {
            words.add(word.replace("RUN", run.toString())
                    .replace("OTHER", other.toString())
                    .replace("OUT", own.resolve("out").toString()));
        }
        return Command.run(words.toArray(String[]::new));
    }

    private static void edit(Path run, String was, String is) throws IOException {
        Path file = run.resolve("config.yaml");
        String text = Files.readString(file);
        assertThat(text).containsPattern(was);
        Files.writeString(file, text.replaceFirst(was, is));
    }

    private static void refused(Command command, String message) {
        assertThat(command.err()).contains(message);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.exitCode()).isEqualTo(3);
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
