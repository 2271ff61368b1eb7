package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DescribeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aDivergenceIsDescribedByItsFormulas() {
        assertThat(Command.run("describe", "pearson").outLines())
                .contains(
                        "  f(u) = (u−1)²",
                        "  f*(t) = t²/4 + t, but −1 for t < −2; finite for all t",
                        "  T*(u) = 2(u−1)",
                        "  f(1) = 0, f′(1) = T*(1) = 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frechet", "least-squares", "dcgan", "svhn", "mlflow"})
    void descriptionsFitAPage(String name) {
        // The path of a jar may be longer than a line, and has one of its own.
        assertThat(Command.run("describe", name).outLines())
                .filteredOn(line -> !line.contains("/gan-"))
                .allMatch(line -> line.codePointCount(0, line.length()) <= 100);
    }

    @Test
    void aFigureIsNotWrittenUnderTheNameOfAnotherFormat() {
        Path file = folder.resolve("gan.svg");
        Command command = Command.run("describe", "gan", "--figure", file.toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).startsWith("--figure: must end in .png, was " + file);
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gan; f(1) = −1.386294, f′(1) = T*(1) = −0.693147",
                "kl; f(1) = 0, f′(1) = T*(1) = 1",
                "reverse-kl; f(1) = 0, f′(1) = T*(1) = −1",
                "weighted-jensen-shannon; f(1) = 0, f′(1) = T*(1) = 0",
            })
    void valuesWhereModelAndDataAgreeAreComputed(String divergence, String fact) throws JsonProcessingException {
        JsonNode described = new ObjectMapper()
                .readTree(Command.run("describe", divergence, "--json").out());
        assertThat(described.get(0).get("facts")).extracting(JsonNode::asText).contains(fact);
    }

    /**
     * DCGAN for digits, by hand: 100·6272 weights and 2·6272 of batch norm, 128·64·16 + 128, 64·16
     * + 1.
     */
    @Test
    void anArchitecturesParametersAreCounted() {
        assertThat(Command.run("describe", "dcgan").outLines())
                .contains("  parameters: 771,969 (generator 100 → 1×28×28)");
    }

    @Test
    void whatStatesNoFactsIsDescribedWithout() throws JsonProcessingException {
        JsonNode described = new ObjectMapper()
                .readTree(Command.run("describe", "weight-clip", "--json").out());
        assertThat(described.get(0).get("facts")).isEmpty();
    }

    @Test
    void aDataSetsShapeRangeClassesAndLicenceAreTold() {
        assertThat(Command.run("describe", "mnist").outLines())
                .contains("  examples: 1×28×28, or of another size, in −1…1 (range unit: 0…1); 10 classes")
                .contains("  licence: CC BY-SA 3.0, Yann LeCun and Corinna Cortes");
    }

    @ParameterizedTest
    @CsvSource({"neyman, 1440, 880", "least-squares, 1440, 440"})
    void figuresHaveAPanelPerFunction(String divergence, int width, int height) throws IOException {
        Path file = folder.resolve("figure.png");
        assertThat(Command.run("describe", divergence, "--figure", file.toString())
                        .exitCode())
                .isZero();
        assertThat(ImageIO.read(file.toFile()))
                .matches(image -> image.getWidth() == width && image.getHeight() == height, width + " × " + height);
    }

    @Test
    void onlyDivergencesAreDrawn() {
        Command command = Command.run(
                "describe", "mlp", "--figure", folder.resolve("figure.png").toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("--figure: 'mlp' is no divergence with a penalty per score");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMetricNamesItsExtractorsAndTheFlag() {
        assertThat(Command.run("describe", "coverage").outLines())
                .contains("    extractor (pixels): extractor plugin: dl4j, mnist-cnn, onnx, pca, pixels")
                .contains(
                        "  Features are compared. --extractor NAME chooses which, or NAME in brackets as in coverage[pca]:")
                .anyMatch(line -> line.startsWith("    mnist-cnn  "))
                .contains("  Example: gan evaluate RUN --metric coverage --extractor mnist-cnn coverage.k=5");
        assertThat(Command.run("describe", "modes").out())
                .doesNotContain("--extractor")
                .contains("Example: gan evaluate RUN --metric modes modes.radius=3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pearson; gan train EXPERIMENT divergence=pearson",
                "adam; gan train EXPERIMENT optimizer.generator=adam optimizer.critic=adam",
                "linear; gan train EXPERIMENT optimizer.generator.schedule=linear",
                "onednn; gan train EXPERIMENT engine=onednn",
                "onnx; gan evaluate RUN --metric frechet --extractor onnx:FILE",
                "mlflow; gan train EXPERIMENT 'listeners=[tensorboard, health, mlflow]'"
            })
    void anExampleShowsWhereTheNameIsUsed(String plugin, String example) {
        assertThat(Command.run("describe", plugin).outLines()).contains("  Example: " + example);
    }

    @Test
    void anEngineSaysWhetherItWorksHere() {
        assertThat(Command.run("describe", "torch").out().replaceAll("\\s+", " "))
                .contains("On this machine: unavailable: its library is not here. Start with gan --with torch ");
        assertThat(Command.run("describe", "onednn").outLines()).contains("  On this machine: usable");
        assertThat(Command.run("describe", "mlp").out()).doesNotContain("On this machine");
    }

    @Test
    void settingsOfSectionsAreShown() {
        assertThat(Command.run("describe", "mnist").outLines())
                .contains("        flip (none): none | horizontal | vertical | both");
    }
}
