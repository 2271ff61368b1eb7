package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.file.NpyArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The games beside the standard one from the command line, for a few steps on the embedded digits.
 */
final class GamesCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path conditional;

    @BeforeAll
    static void trainAConditionalModel() {
        conditional = folder.resolve("conditional");
        Command trained = train(
                "conditional-mnist", conditional, "generator.hidden=[32]", "critic.hidden=[32]", "train.samples=20");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
    }

    /** Same latents, other classes, other digits; the order of classes is the one asked for. */
    @Test
    void samplesAreOfTheClassesAskedFor() throws IOException {
        float[] all = sample("10");
        float[] byName = sample("10", "--class", "3,8");
        float[] byLabel = sample("10", "--label", "3", "--label", "8");
        assertThat(byName).isEqualTo(byLabel).isNotEqualTo(all);
        int pixels = 28 * 28;
        assertThat(slice(byName, 3 * pixels, pixels))
                .as("latent 3 as class 8 is not what it is as class 3")
                .isNotEqualTo(slice(all, 3 * pixels, pixels));
        assertThat(slice(all, 3 * pixels, pixels))
                .as("latent 3 as class 3, however it was asked for")
                .isEqualTo(slice(sample("10", "--class", "3"), 3 * pixels, pixels));
    }

    @Test
    void classesThatDoNotExistAreRefused() {
        Command unknown = Command.run(
                "sample",
                conditional.toString(),
                "--class",
                "eleven",
                "--out",
                folder.resolve("x.png").toString());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("--class: no class is called 'eleven'. The classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9."
                        + " By number instead: --class-index 0 to 9");
    }

    @Test
    void aModelWithoutClassesMakesNone() {
        Path run = folder.resolve("bigan");
        assertThat(train("bigan-mnist", run, "generator.hidden=16", "encoder.hidden=16", "critic.hidden=16")
                        .exitCode())
                .isZero();
        Command command = Command.run(
                "sample",
                run.toString(),
                "--class",
                "3",
                "--out",
                folder.resolve("y.png").toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("--class: the model of " + run + " makes no classes.");
    }

    @ParameterizedTest
    @CsvSource({"bigan, true", "latent-regressor, true", "joint-latent-regressor, true", "autoencoder, false"})
    void everyGameTrainsAndLogsItsOwnLosses(String model, boolean critic) throws IOException {
        Path run = folder.resolve("game-" + model);
        List<String> settings =
                new ArrayList<>(List.of("train", yaml(model, critic).toString(), "--out", run.toString(), "--quiet"));
        Command command = Command.run(settings.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        JsonNode last = JSON.readTree(lines.get(lines.size() - 1));
        assertThat(last.path("loss/generator").isNumber()).isTrue();
        assertThat(last.has("loss/critic")).isEqualTo(critic);
        assertThat(last.has("error/latent")).isEqualTo(model.contains("regressor"));
        assertThat(Command.run(
                                "sample",
                                run.toString(),
                                "--count",
                                "4",
                                "--out",
                                folder.resolve(model + ".png").toString())
                        .exitCode())
                .isZero();
    }

    private static Path yaml(String model, boolean critic) throws IOException {
        return Files.writeString(folder.resolve(model + ".yaml"), """
                dataset: {name: mnist, subset: embedded}
                model: {name: %s, latent: {size: 5}}
                generator: {name: mlp, hidden: [16]}
                encoder: {name: mlp, hidden: [16]}
                %s
                optimizer: {generator: {name: adam}%s}
                train: {steps: 4, batch: 16, log-every: 2, samples: 4}
                """.formatted(
                        model,
                        critic ? "critic: {name: mlp, hidden: [16]}\ndivergence: {name: least-squares}" : "",
                        critic ? ", critic: {name: adam}" : ""));
    }

    private static float[] sample(String count, String... more) throws IOException {
        Path file = folder.resolve("sample.npy");
        List<String> arguments =
                new ArrayList<>(List.of("sample", conditional.toString(), "--count", count, "--out", file.toString()));
        arguments.addAll(List.of(more));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        return NpyArray.read(file).floats();
    }

    private static float[] slice(float[] values, int from, int count) {
        float[] part = new float[count];
        System.arraycopy(values, from, part, 0, count);
        return part;
    }

    private static Command train(String experiment, Path out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", experiment, "train.steps=4", "train.log-every=2", "--out", out.toString(), "--quiet"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }
}
