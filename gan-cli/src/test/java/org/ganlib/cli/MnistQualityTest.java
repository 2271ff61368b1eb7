package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How good the digits of the {@code mnist} experiment are: after a moment in every build, after all
 * its steps in the quality profile.
 */
final class MnistQualityTest {
    @TempDir
    private Path folder;

    @Test
    void digitsComeNearerToRealOnesFromTheStart() throws IOException {
        // Without the moving average: over so few steps it still is what it began with.
        Path run = train("train.steps=120", "train.ema=0");
        JsonNode untrained = measure(
                run,
                1000,
                "nearest-neighbour",
                "--checkpoint",
                run.resolve("checkpoints/step-000000.zip").toString());
        JsonNode trained = measure(run, 1000, "nearest-neighbour");
        assertThat(trained.path("value").asDouble())
                .isLessThan(0.8 * untrained.path("value").asDouble());
    }

    /** A held-out real set of 1,000 digits has a Fréchet distance of 2.1 and a score of 9.3. */
    @Test
    @EnabledIfSystemProperty(named = "gan.quality", matches = "full")
    void fullExperimentDrawsDigitsThatAClassifierTakesForReal() throws IOException {
        Path run = train();
        assertThat(measure(run, 2000, "frechet[mnist-cnn]").path("value").asDouble())
                .isLessThanOrEqualTo(8);
        assertThat(measure(run, 2000, "classifier-score[mnist-cnn]")
                        .path("value")
                        .asDouble())
                .isGreaterThanOrEqualTo(8.5);
        assertThat(measure(run, 1000, "nearest-neighbour")
                        .path("details")
                        .path("classes")
                        .asInt())
                .isEqualTo(10);
    }

    private Path train(String... overrides) {
        Path run = folder.resolve("run");
        List<String> arguments = new ArrayList<>(List.of("train", "mnist", "--quiet", "--out", run.toString()));
        arguments.addAll(List.of(overrides));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        return run;
    }

    private static JsonNode measure(Path run, int count, String metric, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                run.toString(),
                "--metric",
                metric,
                "--count",
                String.valueOf(count),
                "--seed",
                "3",
                "--json"));
        arguments.addAll(List.of(more));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out()).path(metric);
    }
}
