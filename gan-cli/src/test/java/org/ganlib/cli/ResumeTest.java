package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ganlib.file.NpyArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that stopped and went on is the run that never stopped. */
final class ResumeTest {
    private static final int STEPS = 9;
    private static final String ADAM = "{name: adam, learning-rate: 1e-3, beta1: 0.5}";

    @TempDir
    private static Path folder;

    private static Path pictures;

    @BeforeAll
    static void draw() throws IOException {
        pictures = RunFiles.pictures(folder.resolve("pictures"));
    }

    /**
     * With dropout, batch norm, a moving average, images varied and read ahead, learning rates that
     * change, and epochs that end within a batch.
     */
    @ParameterizedTest
    @CsvSource({
        "standard, dl4j",
        "standard, onednn",
        "conditional, onednn",
        "bigan, dl4j",
        "bigan, onednn",
        "latent-regressor, onednn",
        "joint-latent-regressor, onednn",
        "autoencoder, onednn"
    })
    void everyGameGoesOnToTheBit(String model, String engine) throws IOException {
        requireGameGoesOn(model, engine);
    }

    /** The slow engine keeps the same state in every game, and two of them are above. */
    @ParameterizedTest
    @ValueSource(strings = {"conditional", "latent-regressor", "joint-latent-regressor", "autoencoder"})
    @EnabledIfSystemProperty(named = "gan.quality", matches = "full")
    void theOtherGamesGoOnInTheReferenceEngineToo(String model) throws IOException {
        requireGameGoesOn(model, "dl4j");
    }

    private static void requireGameGoesOn(String model, String engine) throws IOException {
        String more = model.equals("conditional") ? ", fake-labels: uniform" : "";
        boolean hasCritic = !model.equals("autoencoder");
        Path yaml = experiment(
                model + "-" + engine,
                """
                model: {name: %s, latent: {size: 4}%s}
                %s
                optimizer:
                  generator: {name: adam, learning-rate: 1e-3, schedule: {name: linear, start: 2, steps: 8, final-factor: 0.1}}
                  %s
                schedule: {name: regular, critic-steps: 2, reuse-latents: false}
                """.formatted(
                                model,
                                more,
                                hasCritic ? "divergence: {name: gan, generator-objective: non-saturating}" : "",
                                hasCritic ? "critic: " + ADAM : ""),
                model);
        assertGoesOnToTheBit(yaml, "engine=" + engine);
    }

    /** The running median behind NAME/filtered, clipping, warm-ups, and RMSProp's state. */
    @ParameterizedTest
    @CsvSource({"dl4j", "onednn"})
    void wassersteinGoesOnToTheBit(String engine) throws IOException {
        Path yaml = experiment("wasserstein-" + engine, """
                model: {name: standard, latent: {size: 4}, critic-batches: separate}
                divergence: {name: wasserstein}
                constraint: {name: weight-clip, limit: 0.05}
                optimizer: {generator: {name: rmsprop, learning-rate: 1e-3}, critic: {name: rmsprop, learning-rate: 1e-3}}
                schedule: {name: regular, critic-steps: 2, warm-up-critic-steps: 3, warm-up-steps: 3, warm-up-every: 4}
                """, "standard");
        assertGoesOnToTheBit(yaml, "engine=" + engine);
    }

    /** The vectors of power iterations, turns without a penalty, and several constraints at once. */
    @ParameterizedTest
    @CsvSource({"dl4j, bigan", "onednn, standard", "onednn, conditional"})
    void everyConstraintGoesOnToTheBit(String engine, String model) throws IOException {
        Path yaml = experiment("constraints-" + engine + "-" + model, """
                model: {name: %s, latent: {size: 4}}
                divergence: {name: gan}
                constraint:
                  name: several
                  constraints:
                    - spectral-norm
                    - {name: r1, every: 3}
                    - {name: r2, gamma: 1}
                    - {name: gradient-penalty, every: 2}
                    - {name: zero-centred, every: 5}
                    - {name: dragan, every: 4}
                optimizer: {generator: %s, critic: %s}
                schedule: {name: regular, critic-steps: 2}
                """.formatted(model, ADAM, ADAM), model);
        assertGoesOnToTheBit(yaml, "engine=" + engine);
    }

    /**
     * Packs and auxiliary classes, with images that are changed as often as the critic overfits: the
     * probability is adapted between the stops.
     */
    @ParameterizedTest
    @CsvSource({"packing, 'pack: 5, ', onednn", "auxiliary-classifier, '', dl4j", "auxiliary-classifier, '', onednn"})
    void augmentedGamesGoOnToTheBit(String model, String setting, String engine) throws IOException {
        Path yaml = experiment("augmented-" + model + "-" + engine, """
                model: {name: %s, %slatent: {size: 4}}
                divergence: {name: gan}
                optimizer: {generator: %s, critic: %s}
                schedule: {name: regular, critic-steps: 2}
                """.formatted(model, setting, ADAM, ADAM), model);
        assertGoesOnToTheBit(
                yaml,
                "engine=" + engine,
                "train.augmentation={translation: 0.2, cutout: 0.5, brightness: 0.5, contrast: 0.5, target: 0.01}",
                "train.augmentation.adapt-over=60");
        Path run = folder.resolve(yaml.getFileName().toString().replace(".yaml", "-whole"));
        assertThat(RunFiles.state(RunFiles.checkpoint(run, STEPS)).get("training.json"))
                .contains("augmentation/probability")
                .containsPattern("\"augmentation\" : \\{[^}]*\"minibatches\" : \"2\"");
    }

    /** Noise that falls from step to step and ends on the way, over one batch and over two. */
    @ParameterizedTest
    @CsvSource({
        "bigan, dl4j, joint",
        "bigan, onednn, separate",
        "conditional, onednn, joint",
        "standard, dl4j, separate"
    })
    void noiseAndSmoothLabelsGoOnToTheBit(String model, String engine, String batches) throws IOException {
        Path yaml = experiment("noise-" + model + "-" + engine, """
                model: {name: %s, latent: {size: 4}, critic-batches: %s}
                divergence: {name: gan, real-label: 0.9}
                optimizer: {generator: %s, critic: %s}
                schedule: {name: regular, critic-steps: 2}
                """.formatted(model, batches, ADAM, ADAM), model);
        assertGoesOnToTheBit(
                yaml, "engine=" + engine, "train.instance-noise.sigma=0.3", "train.instance-noise.until-step=7");
        Path run = folder.resolve("noise-" + model + "-" + engine + "-whole");
        assertThat(RunFiles.state(RunFiles.checkpoint(run, STEPS)).get("training.json"))
                .contains("\"instance-noise\"");
    }

    @Test
    void simultaneousMovesWithMomentumGoOnToTheBit() throws IOException {
        Path yaml = experiment("simultaneous", """
                model: {name: standard, latent: {size: 4}}
                divergence: {name: least-squares}
                optimizer: {generator: {name: sgd, momentum: 0.9}, critic: {name: sgd}}
                schedule: {name: regular, update: simultaneous}
                """, "standard");
        assertGoesOnToTheBit(yaml, "threads=1");
    }

    /** Dropout is left out: the engines draw masks of their own. */
    @ParameterizedTest
    @CsvSource({"dl4j, onednn", "onednn, dl4j"})
    void oneEngineGoesOnWhereTheOtherStopped(String first, String second) throws IOException {
        Path yaml = experiment("engines-" + first, """
                model: {name: bigan, latent: {size: 4}}
                divergence: {name: gan}
                optimizer: {generator: %s, critic: %s}
                """.formatted(ADAM, ADAM), "bigan");
        Path whole = folder.resolve("engines-whole-" + first);
        Path stopped = folder.resolve("engines-stopped-" + first);
        ok(train(yaml, whole, "engine=" + first, "critic.dropout=0"));
        ok(train(yaml, stopped, "engine=" + first, "critic.dropout=0", "train.steps=4"));
        ok(resume(stopped, "engine=" + second, "train.steps=" + STEPS));
        for (String role : List.of("generator", "critic", "encoder")) {
            float[] expected = parameters(whole, role);
            assertThat(parameters(stopped, role))
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(expected);
        }
        assertThat(stopped.resolve("config.yaml")).content().contains("engine: " + second);
        assertThat(stopped.resolve("environment.json"))
                .content()
                .contains("\"engine\" : \"" + first, "\"continued\"", "\"engine\" : \"" + second);
    }

    @Test
    void fallsBackPastDamagedAndNewerCheckpointsAndSaysWhy() throws IOException {
        Path yaml = standard("fallback");
        Path whole = folder.resolve("fallback-whole");
        Path stopped = folder.resolve("fallback-stopped");
        ok(train(yaml, whole));
        ok(train(yaml, stopped, "train.steps=7", "train.checkpoint-every=2"));
        Path newest = RunFiles.checkpoint(stopped, 7);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        Path newer = RunFiles.checkpoint(stopped, 6);
        RunFiles.replaceEntry(newer, "checkpoint.json", "{\"schema\": 3, \"step\": 6}");
        Files.writeString(stopped.resolve("checkpoints/.step-000008.zip.1f.tmp"), "cut off");

        Command resumed = resume(stopped, "train.steps=" + STEPS, "train.checkpoint-every=0");

        ok(resumed);
        assertSameEnd(stopped, whole);
        assertThat(newest.resolveSibling("step-000007.zip.unusable")).exists();
        assertThat(newer.resolveSibling("step-000006.zip.unusable")).exists();
        assertThat(stopped.resolve("checkpoints/.step-000008.zip.1f.tmp")).doesNotExist();
        assertThat(stopped.resolve("samples/step-000007.png")).doesNotExist();
    }

    @Test
    void linesAfterTheCheckpointAreNeitherLostNorDoubled() throws IOException {
        Path yaml = standard("lines");
        Path whole = folder.resolve("lines-whole");
        Path stopped = folder.resolve("lines-stopped");
        ok(train(yaml, whole));
        ok(train(yaml, stopped, "train.checkpoint-every=4"));
        // As after a kill between step 8 and 9, in the middle of a line.
        Files.delete(RunFiles.checkpoint(stopped, 8));
        Files.delete(RunFiles.checkpoint(stopped, 9));
        Path metrics = stopped.resolve("metrics.jsonl");
        Files.writeString(metrics, Files.readString(metrics).strip().replaceAll(".{20}$", ""));
        assertThat(RunFiles.metrics(stopped)).hasSize(STEPS);

        ok(resume(stopped));

        assertSameEnd(stopped, whole);
    }

    @Test
    void aFinishedRunHasNothingToDoUntilItIsGivenMoreSteps() throws IOException {
        Path run = folder.resolve("finished");
        ok(train(standard("finished"), run, "train.steps=3"));
        Map<String, String> before = RunFiles.state(RunFiles.checkpoint(run, 3));
        Command again = resume(run);
        ok(again);
        assertThat(again.outLines()).last().isEqualTo("run: " + run);
        assertThat(RunFiles.state(RunFiles.checkpoint(run, 3))).isEqualTo(before);
        assertThat(RunFiles.metrics(run)).hasSize(3);
        assertThat(RunFiles.status(run)).contains("\"finished\"");
    }

    @Test
    void onlyTheNewestCheckpointsAreKept() throws IOException {
        Path run = folder.resolve("kept");
        ok(train(standard("kept"), run, "train.checkpoint-every=2", "train.keep-last=2"));
        try (var files = Files.list(run.resolve("checkpoints"))) {
            assertThat(files).containsExactlyInAnyOrder(RunFiles.checkpoint(run, 8), RunFiles.checkpoint(run, 9));
        }
    }

    @Test
    void whatWouldMakeItAnotherRunIsRefused() throws IOException {
        Path run = folder.resolve("fixed");
        ok(train(standard("fixed"), run, "train.steps=2"));
        Command command = resume(
                run, "seed=3", "train.batch=7", "train.instance-noise.sigma=1", "optimizer.critic.learning-rate=1");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .contains("4 problems")
                .contains("1) seed: cannot change while a run goes on.")
                .contains("2) train.batch:")
                .contains("3) train.instance-noise.sigma:")
                .contains("gan train DIR/config.yaml optimizer.critic.learning-rate=1");
        Command fewer = resume(run, "train.steps=1");
        assertThat(fewer.exitCode()).isEqualTo(2);
        assertThat(fewer.err())
                .contains("train.steps: must be ≥ 2, the step of")
                .contains("was 1");
    }

    private static void assertGoesOnToTheBit(Path yaml, String... settings) throws IOException {
        String name = yaml.getFileName().toString().replace(".yaml", "");
        Path whole = folder.resolve(name + "-whole");
        Path stopped = folder.resolve(name + "-stopped");
        ok(train(yaml, whole, settings));
        ok(train(
                yaml,
                stopped,
                Stream.concat(Stream.of(settings), Stream.of("train.steps=4")).toArray(String[]::new)));
        ok(resume(stopped, "train.steps=6"));
        ok(resume(stopped, "train.steps=" + STEPS));
        assertSameEnd(stopped, whole);
        assertThat(stopped.resolve("samples/step-00000" + STEPS + ".png"))
                .hasSameBinaryContentAs(whole.resolve("samples/step-00000" + STEPS + ".png"));
    }

    private static void assertSameEnd(Path run, Path expected) throws IOException {
        assertThat(RunFiles.metrics(run)).isEqualTo(RunFiles.metrics(expected)).hasSize(STEPS);
        Map<String, String> end = RunFiles.state(RunFiles.checkpoint(run, STEPS));
        Map<String, String> wanted = RunFiles.state(RunFiles.checkpoint(expected, STEPS));
        assertThat(end.keySet()).isEqualTo(wanted.keySet());
        wanted.forEach((entry, content) -> assertThat(end.get(entry)).as(entry).isEqualTo(content));
        assertThat(end.keySet()).anyMatch(entry -> entry.endsWith("/parameters.npy"));
        assertThat(RunFiles.status(run)).contains("\"finished\"", "\"step\" : " + STEPS);
    }

    private static Path standard(String name) throws IOException {
        return experiment(name, """
                model: {name: standard, latent: {size: 4}}
                divergence: {name: gan}
                optimizer: {generator: %s, critic: %s}
                """.formatted(ADAM, ADAM), "standard");
    }

    private static Path experiment(String name, String parts, String model) throws IOException {
        List<String> sections = new ArrayList<>(List.of(
                "dataset: {name: image-folder, folder: " + pictures
                        + ", size: 8, channels: 1, augment: {flip: both, translate: 1}}",
                "generator: {name: mlp, hidden: [12, 10], batch-norm: true}"));
        if (!model.equals("autoencoder")) {
            sections.add("critic: {name: mlp, hidden: [11, 10], dropout: 0.3}");
        }
        if (List.of("bigan", "latent-regressor", "joint-latent-regressor", "autoencoder")
                .contains(model)) {
            sections.add("encoder: {name: mlp, hidden: [9], batch-norm: true}");
        }
        sections.add(parts.strip());
        sections.add("train: {steps: " + STEPS
                + ", batch: 5, log-every: 1, sample-every: 0, checkpoint-every: 0, samples: 4, ema: 0.9}");
        return Files.writeString(folder.resolve(name + ".yaml"), String.join("\n", sections) + "\n");
    }

    private static float[] parameters(Path run, String role) throws IOException {
        Path file = folder.resolve("parameters.npy");
        Files.write(file, RunFiles.entries(RunFiles.checkpoint(run, STEPS)).get(role + "/parameters.npy"));
        return NpyArray.read(file).floats();
    }

    private static Command train(Path yaml, Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", yaml.toString(), "--out", out.toString(), "--quiet"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static Command resume(Path run, String... more) {
        List<String> arguments = new ArrayList<>(List.of("resume", run.toString(), "--quiet"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
