package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ganlib.file.NpyFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The newest checkpoint has correct hashes, but content that no run writes. Every command uses the
 * checkpoint before it and says why, on one line.
 */
final class DamagedCheckpointsTest {
    @TempDir
    private static Path folder;

    private static Path trained;

    @TempDir
    private Path own;

    private Path run;
    private Path newest;

    @RegisterExtension
    private final LogLines log = new LogLines();

    /** A way to spoil a checkpoint. */
    private interface Damage {
        void to(Path checkpoint) throws IOException;
    }

    private static final Map<String, Damage> DAMAGES = damages();

    private static Map<String, Damage> damages() {
        Map<String, Damage> damages = new HashMap<>();
        damages.put("experiment.json is no object", file -> {
            entry(file, "experiment.json", "[1]");
            manifest(file, "experiment", RunFiles.hash("[1]".getBytes(StandardCharsets.UTF_8)));
        });
        damages.put("experiment.json has SHA-256 ", file -> entry(file, "experiment.json", "{}"));
        damages.put("it lacks experiment.json", file -> RunFiles.forgeEntry(file, "experiment.json", null));
        damages.put("its name says step 4, and checkpoint.json step 5", file -> manifest(file, "step", 5));
        damages.put("in checkpoint.json, step is -1, less than 0", file -> manifest(file, "step", -1));
        damages.put(
                "training.json is wrong: updates/generator is -3, less than 0",
                file -> training(file, "\"generator\" : 4", "\"generator\" : -3"));
        damages.put(
                "training.json is wrong: randomStreams/latent is no text in base 64",
                file -> training(file, "\"latent\" : \"", "\"latent\" : \"§"));
        damages.put(
                "training.json is wrong: dataCursor is no text in base 64",
                file -> training(file, "\"dataCursor\" : \"", "\"dataCursor\" : \"§"));
        damages.put(
                "training.json has no stream in randomStreams",
                file -> training(file, "(?s)\"randomStreams\" : \\{[^}]*}", "\"randomStreams\" : {}"));
        damages.put(
                "training.json is wrong: best is no object", file -> training(file, "\"best\" : null", "\"best\" : 7"));
        damages.put("generator/parameters.npy: holds <f4 (9999,), expected <f4 (", file -> longer(file));
        return damages;
    }

    /** Damage to parts of a checkpoint that only resume reads. */
    private static final Map<String, Damage> DAMAGES_OF_GOING_ON = Map.of(
            "does not fit this data: the cursor of endless draws is empty, was 3 bytes",
                    file -> training(file, "\"dataCursor\" : \"", "\"dataCursor\" : \"AAAA"),
            "training.json is damaged: it lacks randomStreams/latent",
                    file -> training(file, "\"latent\" : \"", "\"other\" : \""),
            "generator/updater.npy: holds <f4 (1,), expected <f4 (",
                    file -> RunFiles.forgeEntry(file, "generator/updater.npy", array(1)),
            "training.json is damaged: it lacks updates/critic",
                    file -> training(file, "\"updates\" : \\{[^}]*}", "\"updates\" : {\"generator\": 4}"));

    static Stream<String> damagesOfAll() {
        return DAMAGES.keySet().stream().sorted();
    }

    static Stream<String> damagesOfGoingOn() {
        return Stream.concat(DAMAGES.keySet().stream(), DAMAGES_OF_GOING_ON.keySet().stream())
                .sorted();
    }

    @BeforeAll
    static void train() {
        trained = folder.resolve("trained");
        ok(Command.run(
                "train",
                "ring-8",
                "train.steps=4",
                "train.batch=8",
                "train.log-every=1",
                "train.checkpoint-every=2",
                "train.sample-every=0",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "train.ema=0",
                "--quiet",
                "--out",
                trained.toString()));
    }

    @BeforeEach
    void copy() throws IOException {
        run = RunFiles.copy(trained, own.resolve("run"));
        newest = RunFiles.checkpoint(run, 4);
    }

    @ParameterizedTest
    @MethodSource("damagesOfGoingOn")
    void aRunGoesOnFromTheOneBefore(String told) throws IOException {
        DAMAGES.getOrDefault(told, DAMAGES_OF_GOING_ON.get(told)).to(newest);
        Command resumed = Command.run("resume", run.toString(), "--quiet");
        ok(resumed);
        assertPassedOver(told);
        assertThat(newest.resolveSibling("step-000004.zip.unusable")).exists();
        Map<String, String> end = RunFiles.state(newest);
        assertThat(end)
                .as("nothing of the damaged one is left")
                .isEqualTo(RunFiles.state(RunFiles.checkpoint(trained, 4)));
    }

    @ParameterizedTest
    @MethodSource("damagesOfAll")
    void itIsSampledFromTheOneBefore(String told) throws IOException {
        DAMAGES.get(told).to(newest);
        Path sampled = own.resolve("samples.npy");
        Path expected = own.resolve("expected.npy");
        ok(Command.run("sample", run.toString(), "--count", "9", "--out", sampled.toString()));
        assertPassedOver(told);
        ok(Command.run(
                "sample",
                trained.toString(),
                "--count",
                "9",
                "--out",
                expected.toString(),
                "--checkpoint",
                RunFiles.checkpoint(trained, 2).toString()));
        assertThat(sampled).hasSameBinaryContentAs(expected);
        assertThat(newest).as("only a run that goes on sets it aside").exists();
    }

    /** The user named this checkpoint, so no other is used instead. */
    @ParameterizedTest
    @MethodSource("damagesOfAll")
    void inThePlaceOfAChosenOneNoOtherIsTaken(String told) throws IOException {
        DAMAGES.get(told).to(newest);
        Command refused = Command.run(
                "sample", run.toString(), "--out", own.resolve("x.npy").toString(), "--checkpoint", newest.toString());
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains(told).doesNotContain("org.ganlib", "Source");
        assertThat(refused.err().strip().lines()).hasSize(1);
    }

    @Test
    void everyVerbPassesItOver() throws IOException {
        RunFiles.forgeManifest(newest, "step", -1);
        for (List<String> arguments : List.of(
                List.of("report", run.toString()),
                List.of("evaluate", run.toString(), "--metric", "frechet", "--count", "20"),
                List.of("export", run.toString(), "--npz", own.resolve("x.npz").toString()))) {
            log.clear();
            ok(Command.run(arguments.toArray(String[]::new)));
            assertPassedOver("step is -1");
        }
    }

    @Test
    void whereNoneIsGoodEachIsToldOf() throws IOException {
        for (long step : List.of(0L, 2L, 4L)) {
            RunFiles.forgeManifest(RunFiles.checkpoint(run, step), "examples-seen", -1);
        }
        Command sampled = Command.run(
                "sample", run.toString(), "--out", own.resolve("x.npy").toString());
        assertThat(sampled.exitCode()).isEqualTo(3);
        assertThat(sampled.err())
                .startsWith(run + " has no good checkpoint: " + newest + " is damaged: ")
                .contains("; " + RunFiles.checkpoint(run, 2) + " is damaged: ");
        assertThat(sampled.err().strip().lines()).hasSize(1);
    }

    @Test
    void aCopyOfAnOlderOneUnderTheNameOfANewerIsNoNewerOne() throws IOException {
        Path forged = RunFiles.checkpoint(run, 60);
        Files.copy(newest, forged, StandardCopyOption.REPLACE_EXISTING);
        ok(Command.run("resume", run.toString(), "train.steps=6", "--quiet"));
        assertPassedOver("its name says step 60, and checkpoint.json step 4");
        assertThat(RunFiles.metrics(run)).hasSize(6);
    }

    private void assertPassedOver(String told) {
        List<String> lines = log.lines().stream()
                .filter(line -> line.startsWith("passed over: "))
                .toList();
        assertThat(lines).hasSize(1).first().asString().contains(told).doesNotContain("\n", "org.ganlib", "Source");
    }

    private static void entry(Path file, String name, String content) throws IOException {
        RunFiles.forgeEntry(file, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static void manifest(Path file, String name, Object value) throws IOException {
        RunFiles.forgeManifest(file, name, value);
    }

    private static void training(Path file, String was, String is) throws IOException {
        String text = new String(RunFiles.entries(file).get("training.json"), StandardCharsets.UTF_8);
        assertThat(text).containsPattern(was);
        entry(file, "training.json", text.replaceFirst(was, is));
    }

    private static void longer(Path file) throws IOException {
        RunFiles.forgeEntry(file, "generator/parameters.npy", array(9999));
    }

    private static byte[] array(int length) throws IOException {
        Path file = Files.createTempFile(folder, "array", ".npy");
        float[] values = new float[length];
        Arrays.fill(values, 1);
        NpyFormat.write(file, new long[] {length}, values);
        return Files.readAllBytes(file);
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
