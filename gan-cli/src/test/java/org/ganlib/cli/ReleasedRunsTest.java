package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ganlib.file.NpyArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs of the released version are continued exactly as that version would have continued them.
 * {@code released/checkpoints-README.md} tells how the runs were made. Counts, random streams and
 * the order of the data must be identical. Parameters may differ by rounding: the processor's
 * kernels decide the order of sums, and the runs may come from another machine.
 */
final class ReleasedRunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double ROUNDING = 1e-5;

    @TempDir
    private Path folder;

    @Test
    void anAverageGoesOnByTheRuleItBeganWith() throws Exception {
        Path run = copy("checkpoints-average");
        ok(Command.run("resume", run.toString(), "train.steps=12", "--quiet"));
        assertSameEnd(run, 12);
        assertThat(Files.readString(run.resolve("config.yaml"))).contains("ema-rule: constant");
    }

    @Test
    void theBestAndTheDistanceGoOn() throws Exception {
        Path run = copy("checkpoints-best");
        ok(Command.run("resume", run.toString(), "train.steps=60", "--quiet"));
        assertSameEnd(run, 60);
        assertThat(run.resolve("checkpoints/step-000020.zip")).exists();
        assertThat(Files.readAllLines(run.resolve("health.jsonl")))
                .contains(
                        Files.readAllLines(run.resolve("expected/health.jsonl")).get(0));
    }

    /**
     * The checkpoints of these runs do not record their settings; the data and the networks are
     * still checked.
     */
    @ParameterizedTest
    @CsvSource({
        "radius: 1, radius: 3, ' was trained on other data: its fingerprint is '",
        "'hidden: [6, 5]', 'hidden: [6, 4]', 'generator/parameters.npy: holds <f4 ('"
    })
    void otherDataAndOtherNetworksAreRefused(String was, String is, String told) throws Exception {
        Path run = copy("checkpoints-average");
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace(was, is));
        Command resumed = Command.run("resume", run.toString(), "train.steps=12", "--quiet");
        assertThat(resumed.exitCode()).isEqualTo(3);
        assertThat(resumed.err()).contains(told);
    }

    /**
     * The config.yaml of these runs lacks settings that this version's checkpoints record. A run
     * that was continued without changes must still count as the same run.
     */
    @Test
    void theyGoOnMoreThanOnce() throws Exception {
        Path run = copy("checkpoints-average");
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("steps: 6", "steps: 9"));
        ok(Command.run("resume", run.toString(), "--quiet"));
        assertThat(Files.readString(config)).contains("ema-rule: constant", "steps: 9");
        ok(Command.run(
                "sample",
                run.toString(),
                "--count",
                "5",
                "--out",
                folder.resolve("x.npy").toString()));
        ok(Command.run("report", run.toString()));
        ok(Command.run("resume", run.toString(), "--quiet"));
        ok(Command.run("resume", run.toString(), "train.steps=12", "--quiet"));
        assertSameEnd(run, 12);
    }

    @Test
    void theyAreSampledFrom() throws Exception {
        for (String name : List.of("checkpoints-average", "checkpoints-best")) {
            Path out = folder.resolve(name + ".npy");
            ok(Command.run("sample", copy(name).toString(), "--count", "5", "--out", out.toString()));
            assertThat(out).isNotEmptyFile();
        }
    }

    private static void assertSameEnd(Path run, long step) throws IOException {
        Map<String, byte[]> entries = RunFiles.entries(RunFiles.checkpoint(run, step));
        Map<String, byte[]> expected = RunFiles.entries(run.resolve("expected")
                .resolve(RunFiles.checkpoint(Path.of(""), step).getFileName()));
        assertThat(entries.keySet()).containsAll(expected.keySet());
        for (String name : expected.keySet()) {
            if (name.endsWith(".npy")) {
                assertClose(name, floats(run, entries.get(name)), floats(run, expected.get(name)));
            }
        }
        JsonNode state = json(entries);
        JsonNode wanted = json(expected);
        for (String field : List.of("updates", "dataCursor", "dataFingerprint")) {
            assertThat(state.path(field)).as(field).isEqualTo(wanted.path(field));
        }
        wanted.path("randomStreams").properties().forEach(stream -> assertThat(
                        state.path("randomStreams").path(stream.getKey()))
                .as(stream.getKey())
                .isEqualTo(stream.getValue()));
        assertThat(state.path("distances").size())
                .isEqualTo(wanted.path("distances").size());
    }

    private static JsonNode json(Map<String, byte[]> entries) throws IOException {
        return JSON.readTree(new String(entries.get("training.json"), StandardCharsets.UTF_8));
    }

    private static float[] floats(Path run, byte[] npy) throws IOException {
        return NpyArray.read(Files.write(run.resolve("entry.npy"), npy)).floats();
    }

    private static void assertClose(String name, float[] values, float[] expected) {
        assertThat(values).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i])
                    .as("%s, number %d", name, i)
                    .isCloseTo(expected[i], within(ROUNDING * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private Path copy(String name) throws IOException, URISyntaxException {
        Path source =
                Path.of(ReleasedRunsTest.class.getResource("/released/" + name).toURI());
        return RunFiles.copy(source, folder.resolve(name));
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
