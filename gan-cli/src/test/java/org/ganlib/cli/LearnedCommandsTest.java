package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gan probe} and {@code gan finetune}, and metrics of encoders, on runs of a few steps. */
final class LearnedCommandsTest {
    @TempDir
    private static Path folder;

    private static String standard;
    private static String bigan;

    @BeforeAll
    static void trainModels() {
        standard = train("mnist-mlp", "generator.hidden=[16]", "critic.hidden=[64]");
        bigan = train("bigan-mnist", "generator.hidden=16", "encoder.hidden=64", "critic.hidden=16");
    }

    @Test
    void layersAreProbed() throws IOException {
        JsonNode probe = json("probe", standard, "--layer", "hidden-0", "--labels", "200");
        assertThat(probe.path("network").asText()).isEqualTo("critic");
        assertThat(probe.path("features").asInt()).isEqualTo(64);
        assertThat(probe.path("labels").asInt()).isEqualTo(200);
        assertThat(probe.path("heldOut").asInt()).isEqualTo(2000);
        assertThat(probe.path("pixels").asDouble())
                .as("a linear classifier of pixels, 20 a digit")
                .isBetween(0.7, 0.95);
        assertThat(probe.path("accuracy").asDouble())
                .as("64 nearly random features")
                .isBetween(0.5, 0.95);
        assertThat(json("probe", standard, "--layer", "hidden-0", "--labels", "200"))
                .as("the same labels again")
                .isEqualTo(probe);
    }

    @Test
    void peopleReadWordsAndPercent() {
        assertThat(Command.run("probe", standard, "--labels", "50").outLines())
                .contains("labelled examples        50")
                .contains("held-out examples        2,000")
                .anyMatch(line -> line.matches("accuracy, layer +[0-9]+\\.[0-9] %"))
                .anyMatch(line -> line.matches("accuracy, pixels alone +[0-9]+\\.[0-9] %"))
                .noneMatch(line -> line.contains("heldOut") || line.contains("Subset"));
        assertThat(Command.run("finetune", standard, "--labels", "50", "--steps", "5")
                        .outLines())
                .contains("learning rate            2e-4")
                .anyMatch(line -> line.matches("accuracy, fine-tuned +[0-9]+\\.[0-9] %"))
                .anyMatch(line -> line.matches("accuracy, from scratch +[0-9]+\\.[0-9] %"));
    }

    @Test
    void anEncoderIsProbedWhereTheCriticReadsPairs() throws IOException {
        JsonNode probe = json("probe", bigan, "--labels", "50");
        assertThat(probe.path("network").asText()).isEqualTo("encoder");
        assertThat(probe.path("layer").asText()).isEqualTo("hidden-1-activation");
        refused("reads more than examples", "probe", bigan, "--labels", "50", "--network", "critic");
        refused("has no encoder", "probe", standard, "--labels", "50", "--network", "encoder");
        refused("must be critic or encoder, was judge", "probe", standard, "--labels", "50", "--network", "judge");
    }

    @Test
    void aCriticThatIsToldTheClassIsNotAskedForIt() {
        String conditional = train("conditional-mnist", "generator.hidden=[16]", "critic.hidden=[16]");
        refused("the critic is told the class of each example", "probe", conditional, "--labels", "50");
        refused("reads more than examples", "probe", conditional, "--labels", "50", "--network", "critic");
    }

    @Test
    void layersThatDoNotExistAreRefusedByName() {
        refused(
                "no layer 'hidden-9'. Layers: [hidden-0, output]",
                "probe",
                standard,
                "--layer",
                "hidden-9",
                "--labels",
                "50");
    }

    @Test
    void fineTuningIsComparedWithTheSameNetworkFromScratch() throws IOException {
        JsonNode tuned = json("finetune", standard, "--labels", "200", "--steps", "60", "--learning-rate", "0.001");
        assertThat(tuned.path("fineTuned").asDouble()).isBetween(0.5, 1.0);
        assertThat(tuned.path("fromScratch").asDouble()).isBetween(0.5, 1.0);
        assertThat(tuned.path("fineTuned").asDouble())
                .as("another start ends elsewhere")
                .isNotEqualTo(tuned.path("fromScratch").asDouble());
        assertThat(json("finetune", standard, "--labels", "200", "--steps", "60", "--learning-rate", "0.001"))
                .as("the same again")
                .isEqualTo(tuned);
    }

    @Test
    void encodersWithBatchNormAreTunedToo() throws IOException {
        JsonNode tuned = json("finetune", bigan, "--labels", "20", "--steps", "5");
        assertThat(tuned.path("network").asText()).isEqualTo("encoder");
        assertThat(tuned.path("batch").asInt()).isEqualTo(20);
    }

    @Test
    void wrongNumbersAreRefused() {
        refused("--steps: must be ≥ 1, was 0", "finetune", standard, "--labels", "20", "--steps", "0");
        refused("--batch: must be ≥ 2, was 1", "finetune", standard, "--labels", "20", "--batch", "1");
        refused("must be > 0 and finite, was -1.0", "finetune", standard, "--labels", "20", "--learning-rate", "-1");
        Command few = Command.run("probe", standard, "--labels", "3");
        assertThat(few.exitCode()).isEqualTo(1);
        assertThat(few.err()).contains("--labels: must be in 10..8000");
    }

    @Test
    void encodersAreMeasured() throws IOException {
        JsonNode report = json(
                "evaluate",
                bigan,
                "--metric",
                "encoder-neighbour,linear-probe,reconstruction",
                "linear-probe.labels=200");
        JsonNode details = report.path("encoder-neighbour").path("details");
        assertThat(details.path("accuracy/pixels").asDouble()).isBetween(0.94, 0.96);
        assertThat(details.path("accuracy/features").asDouble()).isBetween(0.5, 0.96);
        JsonNode linear = report.path("linear-probe").path("details");
        assertThat(linear.path("accuracy/pixels").asDouble()).isBetween(0.7, 0.95);
        assertThat(linear.path("accuracy/features").asDouble())
                .as("gan probe's, of the same labels")
                .isEqualTo(
                        json("probe", bigan, "--labels", "200").path("accuracy").asDouble());
        assertThat(report.path("linear-probe").path("provenance").path("labels").asText())
                .isEqualTo("200");
        assertThat(report.path("reconstruction").path("value").asDouble()).isPositive();
        Command without = Command.run("evaluate", standard, "--metric", "reconstruction");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("reconstruction: needs an encoder");
    }

    private static String train(String experiment, String... settings) {
        Path run = folder.resolve(experiment);
        List<String> arguments = new ArrayList<>(List.of("train", experiment, "--out", run.toString(), "--quiet"));
        arguments.addAll(List.of("train.steps=20", "train.samples=4"));
        arguments.addAll(List.of(settings));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        return run.toString();
    }

    private static JsonNode json(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Command command = Command.run(all.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }

    private static void refused(String message, String... arguments) {
        Command command = Command.run(arguments);
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains(message);
    }
}
