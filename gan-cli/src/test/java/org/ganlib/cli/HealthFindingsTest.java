package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The health monitor reports findings for runs that really fail, and none for a run that does not.
 * docs/seeing.md has more such runs.
 */
final class HealthFindingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void criticClippedToNextToNothingLeavesTheGeneratorWithoutAGradient() throws IOException {
        JsonNode first = findings(
                        "train.steps=60",
                        "divergence=wasserstein",
                        "constraint={name: weight-clip, limit: 1e-4}",
                        "optimizer.critic={name: rmsprop, learning-rate: 1e-3}")
                .get(0);
        assertThat(first.path("finding").asText()).isEqualTo("vanishing-gradient");
        assertThat(first.path("step").asInt()).isEqualTo(50);
        assertThat(first.path("value").asDouble())
                .isLessThan(first.path("limit").asDouble() / 10);
        assertThat(first.path("advice").asText()).contains("clipping limit");
    }

    @Test
    void criticThatPushesEveryWeightToTheLimitIsSaturated() throws IOException {
        List<JsonNode> findings = findings(
                "train.steps=100",
                "divergence=wasserstein",
                "constraint={name: weight-clip, limit: 0.01}",
                "optimizer.critic={name: rmsprop, learning-rate: 1e-2}",
                "schedule.critic-steps=5",
                "optimizer.generator.learning-rate=1e-6");
        assertThat(findings).extracting(f -> f.path("finding").asText()).containsExactly("clip-saturation");
        assertThat(findings.get(0).path("value").asDouble()).isBetween(0.95, 1.0);
    }

    @Test
    void criticThatHardlyLearnsHasLost() throws IOException {
        List<JsonNode> findings = findings("train.steps=450", "optimizer.critic={name: sgd, learning-rate: 1e-5}");
        assertThat(findings).extracting(f -> f.path("finding").asText()).containsExactly("imbalance");
        assertThat(findings.get(0).path("evidence").asText()).contains("chance is 50 %");
        assertThat(findings.get(0).path("value").asDouble()).isLessThan(0.25);
    }

    @Test
    void runThatGoesWellHasNoFindings() throws IOException {
        assertThat(findings("train.steps=450", "train.sample-every=50")).isEmpty();
    }

    private List<JsonNode> findings(String... settings) throws IOException {
        Path run = folder.resolve("run");
        List<String> arguments = new ArrayList<>(List.of("train", "ring-8", "train.log-every=10", "threads=1"));
        arguments.addAll(List.of(settings));
        arguments.addAll(List.of("--quiet", "--out", run.toString()));
        Command trained = Command.run(arguments.toArray(String[]::new));
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        Path file = run.resolve("health.jsonl");
        List<JsonNode> findings = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                findings.add(JSON.readTree(line));
            }
        }
        return findings;
    }
}
