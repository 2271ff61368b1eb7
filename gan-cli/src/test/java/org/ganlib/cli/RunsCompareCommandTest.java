package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code gan runs compare} on runs of a few steps: those of group a hardly move, those of group b
 * are trained a little.
 */
final class RunsCompareCommandTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void trainModels() {
        for (int seed = 1; seed <= 3; seed++) {
            train("a", seed, 1);
            train("b", seed, 60);
        }
        train("c", 9, 1);
    }

    @Test
    void aRunDoesNotDifferFromItself() throws IOException {
        JsonNode row =
                compare("a/1", "a/1", "--metric", "energy", "--repeats", "4").path("energy[pixels]");
        assertThat(row.path("difference").asDouble()).isZero();
        assertThat(row.path("p").asDouble()).isEqualTo(1);
        assertThat(row.path("pairs").asInt()).isEqualTo(4);
        assertThat(row.path("pairs of").asText()).isEqualTo("evaluation seeds");
    }

    @Test
    void twoRunsAreComparedOnTheSameSeeds() throws IOException {
        JsonNode report = compare("a/1", "b/1", "--metric", "energy,coverage", "coverage.k=3", "--repeats", "6");
        JsonNode row = report.path("energy[pixels]");
        assertThat(row.path("p").asDouble()).isEqualTo(2 / 64.0);
        assertThat(row.path("p adjusted").asDouble())
                .isGreaterThanOrEqualTo(row.path("p").asDouble());
        assertThat(row.path("difference").asDouble())
                .isCloseTo(row.path("b").asDouble() - row.path("a").asDouble(), within(1e-9));
        assertThat(row.path("values").path("a")).hasSize(6);
        assertThat(report.has("coverage[pixels]")).isTrue();
    }

    @Test
    void groupsArePairedByTrainingSeed() throws IOException {
        JsonNode row = compare("a", "b", "--metric", "energy", "--repeats", "2").path("energy[pixels]");
        assertThat(row.path("pairs").asInt()).isEqualTo(3);
        assertThat(row.path("pairs of").asText()).isEqualTo("training seeds");
        assertThat(row.path("p").asDouble()).isGreaterThanOrEqualTo(2 / 8.0);
        assertThat(compare("a", "b", "--metric", "energy", "--repeats", "2").path("energy[pixels]"))
                .as("the same again")
                .isEqualTo(row);
    }

    @Test
    void theTableNamesEveryMetric() {
        Command command = run("a/1", "a/1", "--metric", "energy,frechet", "--repeats", "2");
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(command.outLines())
                .hasSize(6)
                .allMatch(line -> line.length() <= 100)
                .first()
                .asString()
                .matches("metric +a +b +b − a +better +pairs +p +p adjusted");
        assertThat(command.outLines().get(1)).matches("energy\\[pixels] .* 0 +lower +2 +1 +1");
        assertThat(command.outLines().get(2)).startsWith("frechet[pixels] ");
        assertThat(command.outLines().get(4)).startsWith("p is the probability of a difference");
    }

    @Test
    void whatCannotBeComparedIsToldInOneLine() {
        refused(2, "not one of each", "a/1", "b");
        refused(2, "--repeats: must be ≥ 1, was 0", "a", "b", "--repeats", "0");
        refused(1, "only one of the groups has [1, 2, 3, 9]", "a", "c");
        refused(3, "there is no such run directory", "none", "b");
        refused(3, "is no run directory and has none inside", "a/1/checkpoints", "b");
    }

    @Test
    void runsOfDifferentDataAreComparedOnlyWhenToldTo() {
        Command other = Command.run(
                "train",
                "ring-8",
                "dataset.radius=3",
                "--seed",
                "1",
                "--out",
                folder.resolve("other").toString(),
                "--quiet",
                "train.steps=2",
                "train.batch=32");
        assertThat(other.exitCode()).as(other.err()).isZero();
        refused(3, "was trained on other data than", "a/1", "other", "--metric", "energy", "--repeats", "2");
        Command told = run("a/1", "other", "--metric", "energy", "--repeats", "2", "--across-data");
        assertThat(told.exitCode()).as(told.err()).isZero();
    }

    private static void refused(int code, String message, String a, String b, String... more) {
        Command command = run(a, b, more);
        assertThat(command.err()).contains(message);
        assertThat(command.exitCode()).as(command.err()).isEqualTo(code);
        assertThat(command.out()).isEmpty();
    }

    private static JsonNode compare(String a, String b, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("--json");
        Command command = run(a, b, options.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }

    private static Command run(String a, String b, String... more) {
        List<String> arguments = new ArrayList<>(List.of("runs", "compare"));
        arguments.add(folder.resolve(a).toString());
        arguments.add(folder.resolve(b).toString());
        arguments.addAll(List.of("--count", "200", "--real-count", "200"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static void train(String group, int seed, int steps) {
        Command command = Command.run(
                "train",
                "ring-8",
                "--seed",
                String.valueOf(seed),
                "--out",
                folder.resolve(group).resolve(String.valueOf(seed)).toString(),
                "--quiet",
                "train.steps=" + steps,
                "train.batch=32");
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
