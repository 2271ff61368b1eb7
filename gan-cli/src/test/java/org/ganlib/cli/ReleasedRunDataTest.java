package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.ganlib.file.NpyArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs of the released version, which recorded nothing about their data: see released/README.md.
 */
final class ReleasedRunDataTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Machines round differently, so samples are compared with this tolerance. */
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void copyData() throws IOException, URISyntaxException {
        data = folder.resolve("data-files");
        copy("data-files", data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels", "folder", "digits"})
    void theyAreSampledAsBefore(String name) throws IOException, URISyntaxException {
        Path run = run(name);
        assertSampledAsBefore(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels", "folder", "digits"})
    void theyGoOnAsBefore(String name) throws IOException, URISyntaxException {
        Path run = run(name);
        ok(gan("resume", run, "train.steps=8", "--quiet"));
        List<String> expected = Files.readAllLines(run.resolve("expected-metrics.jsonl"));
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        assertThat(lines).hasSameSizeAs(expected);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode was = JSON.readTree(expected.get(i));
            JsonNode is = JSON.readTree(lines.get(i));
            was.properties().stream()
                    .filter(field -> !List.of("images_per_sec", "seconds").contains(field.getKey()))
                    .forEach(field -> assertThat(is.path(field.getKey()).asDouble())
                            .as("step %s, %s", was.path("step"), field.getKey())
                            .isCloseTo(
                                    field.getValue().asDouble(),
                                    Offset.offset(1e-3
                                            * Math.max(
                                                    1, Math.abs(field.getValue().asDouble())))));
        }
        // From now on the run has a record and needs no other files.
        JsonNode record = JSON.readTree(run.resolve("data.json").toFile());
        assertThat(record.path("fingerprint").asText()).isNotBlank();
        delete(data);
        ok(Command.run(
                "sample", run.toString(), "--out", folder.resolve("alone.npy").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels", "folder", "digits"})
    void theyAreEvaluated(String name) throws IOException, URISyntaxException {
        ok(gan("evaluate", run(name), "--metric", "energy", "--count", "20"));
        ok(gan("evaluate", run(name), "--metric", "energy", "--count", "20", "--split", "held-out"));
    }

    @Test
    void theirDataMayLieElsewhere() throws IOException, URISyntaxException {
        Path run = run("labels");
        String[] places = {
            "dataset.file=" + data.resolve("examples.npy"), "dataset.labels=" + data.resolve("labels.npy")
        };
        ok(Command.run("evaluate", run.toString(), "--metric", "energy", "--count", "20", places[0], places[1]));
        ok(Command.run("resume", run.toString(), "train.steps=6", "--quiet", places[0], places[1]));
        ok(Command.run("evaluate", run.toString(), "--metric", "energy", "--count", "20"));
    }

    /**
     * The networks have six rows for the labels 0 to 5, but there were no examples to train the row
     * of 3.
     */
    @Test
    void aLabelThatDoesNotOccurIsNoClassToAskFor() throws IOException, URISyntaxException {
        Path run = run("labels");
        Command command = gan(
                "sample", run, "--class", "3", "--out", folder.resolve("x.npy").toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .contains("--class: there were no training examples of class '3'. The classes: 0, 1, 2, 4, 5");
        ok(gan("sample", run, "--class", "4", "--out", folder.resolve("x.npy").toString()));
    }

    /**
     * The classes keep their old numbers: folders were ordered by the characters of their names,
     * and a folder without images was a class too.
     */
    @Test
    void theirFoldersKeepTheirNumbers() throws IOException, URISyntaxException {
        Path run = run("folder");
        ok(gan("resume", run, "train.steps=5", "--quiet"));
        JsonNode record = JSON.readTree(run.resolve("data.json").toFile());
        assertThat(record.path("classes").toString())
                .isEqualTo("[\"1\",\"10\",\"11\",\"12\",\"2\",\"3\",\"3b\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]");
        assertThat(record.path("examples of each class").get(6).asInt()).isZero();
        assertThat(record.path("fingerprint").asText())
                .as("the record is of the content from now on")
                .startsWith("sha256 of names, contents and part:");
    }

    @Test
    void otherSizesThanTheyRecordedAreNoticed() throws IOException, URISyntaxException {
        Path run = run("folder");
        Files.write(data.resolve("pictures/1/0.png"), new byte[7]);
        Command command = gan("evaluate", run, "--metric", "energy", "--count", "20");
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err())
                .contains(run + " was trained on other data: its fingerprint is sha256 of names and sizes:");
        assertThat(command.err().strip().lines()).hasSize(1);
    }

    private void assertSampledAsBefore(Path run) throws IOException {
        Path file = folder.resolve("sampled.npy");
        ok(gan("sample", run, "--count", "12", "--seed", "1", "--out", file.toString()));
        assertThat(NpyArray.read(file).floats())
                .usingComparatorWithPrecision(TOLERANCE)
                .containsExactly(NpyArray.read(run.resolve("expected.npy")).floats());
    }

    /**
     * Runs a command with a data directory from which the run's relative paths lead to the data.
     */
    private Command gan(String command, Path run, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, run.toString(), "--data-dir", data.toString()));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private Path run(String name) throws IOException, URISyntaxException {
        Path run = folder.resolve("run-" + name);
        if (!Files.exists(run)) {
            copy("data-" + name, run);
        }
        return run;
    }

    private static void copy(String resource, Path target) throws IOException, URISyntaxException {
        Path source = Path.of(
                ReleasedRunDataTest.class.getResource("/released/" + resource).toURI());
        RunFiles.copy(source, target);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
