package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opening a model, a run or an experiment of somebody else does nothing that docs/security.md
 * excludes.
 */
final class UntrustedFilesTest {
    private static final AtomicInteger RAN = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static Path original;

    @TempDir
    private Path place;

    private Path run;

    /** A class whose deserialization runs code. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            RAN.incrementAndGet();
        }
    }

    @BeforeAll
    static void train() {
        original = folder.resolve("run");
        Command command = Command.run(
                "train",
                "ring-8",
                "--out",
                original.toString(),
                "train.steps=4",
                "train.batch=8",
                "engine=dl4j",
                "train.checkpoint-every=2",
                "train.log-every=1",
                "--quiet");
        assertThat(command.exitCode()).as(command.err()).isZero();
    }

    @BeforeEach
    void copy() throws IOException {
        run = RunFiles.copy(original, place.resolve("run"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprocessor.bin", "normalizer.bin"})
    void aModelWithSerializedObjectsRunsNothing(String entry) throws IOException {
        Path model = model(entry, "{}");
        int before = RAN.get();
        Command evaluated = Command.run(
                "evaluate", run.toString(), "--metric", "frechet", "--extractor", "dl4j:" + model, "--count", "50");
        assertThat(evaluated.exitCode()).as(evaluated.err()).isEqualTo(3);
        assertThat(evaluated.err()).contains(model + ": has the entry " + entry + ", a serialized Java object");
        assertThat(evaluated.err().strip().lines()).hasSize(1);

        String config = Files.readString(run.resolve("config.yaml"));
        assertThat(config).contains("metrics: []");
        Files.writeString(
                run.resolve("config.yaml"),
                config.replace(
                        "metrics: []", "metrics: [{name: frechet, extractor: {name: dl4j, file: \"" + model + "\"}}]"));
        Command resumed = Command.run("resume", run.toString(), "train.steps=6", "train.evaluate-every=1", "--quiet");
        assertThat(resumed.exitCode()).as(resumed.err()).isNotZero();
        assertThat(resumed.err()).contains("a serialized Java object");
        assertThat(RAN.get()).isEqualTo(before);
    }

    @Test
    void aModelThatNamesAnyClassLoadsNone() throws IOException {
        Path model = model("other.bin", "{\"confs\": [{\"layer\": {\"@class\": \"javax.swing.JEditorPane\"}}]}");
        Command command = Command.run(
                "evaluate", run.toString(), "--metric", "frechet", "--extractor", "dl4j:" + model, "--count", "50");
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err())
                .contains("names the class 'javax.swing.JEditorPane'")
                .contains("It was not loaded");
    }

    @ParameterizedTest
    @ValueSource(strings = {".lock", "metrics.jsonl", "status.json", "config.yaml", "checkpoints/step-000006.zip"})
    void aRunWithALinkWritesToNothingElse(String name) throws IOException {
        Path victim = place.resolve("victim");
        if (Files.exists(run.resolve(name))) {
            Files.move(run.resolve(name), victim);
        } else {
            Files.writeString(victim, "123");
        }
        Files.createSymbolicLink(run.resolve(name), victim);
        byte[] before = Files.readAllBytes(victim);
        Map<String, String> whole = contents(run);
        Command command = Command.run("resume", run.toString(), "train.steps=6", "--quiet");
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err()).contains(run.resolve(name) + ": is a symbolic link to " + victim);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(victim).hasBinaryContent(before);
        assertThat(contents(run)).isEqualTo(whole);
    }

    @Test
    void aReportIsNotWrittenThroughALink() throws IOException {
        Path victim = Files.writeString(place.resolve("victim"), "mine");
        Files.deleteIfExists(run.resolve("report.html"));
        Files.createSymbolicLink(run.resolve("report.html"), victim);
        Command command = Command.run("report", run.toString());
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("report.html: is a symbolic link to " + victim);
        assertThat(victim).hasContent("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "export, --onnx, config.yaml",
        "export, --npz, status.json",
        "export, --npz, checkpoints/step-000004.zip",
        "sample, --out, checkpoints",
        "sample, --out, samples",
        "sample, --out, samples/step-000000.png",
        "report, --pictures, samples"
    })
    void noOutputTakesThePlaceOfARunsOwnFiles(String verb, String option, String name) throws IOException {
        Map<String, String> before = contents(run);
        Path place = run.resolve(name);
        Command command = Command.run(verb, run.toString(), option, place.toString());
        assertThat(command.exitCode()).as(command.err()).isEqualTo(2);
        assertThat(command.err())
                .contains(option + ": " + place + " is one of the files that make up the run " + run
                        + ", which are never overwritten. Choose another name");
        assertThat(contents(run)).isEqualTo(before);
    }

    @Test
    void otherVerbsRefuseThemToo() throws IOException {
        Map<String, String> before = contents(run);
        String config = run.resolve("config.yaml").toString();
        for (List<String> arguments : List.of(
                List.of("config", "schema", "--out", config),
                List.of("data", "preview", "ring", "--out", config),
                List.of("describe", "gan", "--figure", config))) {
            Command command = Command.run(arguments.toArray(String[]::new));
            assertThat(command.exitCode()).as(command.err()).isEqualTo(2);
            assertThat(command.err()).contains("is one of the files that make up the run");
        }
        assertThat(contents(run)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/"})
    void aPlaceWithoutANameIsRefused(String out) throws IOException {
        Map<String, String> before = contents(Path.of(""));
        for (List<String> arguments : List.of(
                List.of("sample", run.toString(), "--out", out),
                List.of("train", "ring-8", "--out", out, "train.steps=1", "--quiet"),
                List.of("export", run.toString(), "--npz", out))) {
            Command command = Command.run(arguments.toArray(String[]::new));
            assertThat(command.exitCode()).as(command.err()).isEqualTo(2);
            assertThat(command.err())
                    .contains("must name a file or a folder, was " + (out.isBlank() ? "empty" : "'/'"));
        }
        assertThat(contents(Path.of("")).keySet()).isEqualTo(before.keySet());
    }

    @Test
    void experimentsBeyondAllMeasureAreRefusedAtOnce() throws IOException {
        StringBuilder aliases = new StringBuilder("a: &a0 [x,x]\n");
        for (int i = 1; i < 25; i++) {
            aliases.append("k%d: &a%d [*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Map<String, String> texts = new TreeMap<>();
        texts.put("describes more values than are read", aliases.toString());
        texts.put("longer than 1,048,576 bytes", "seed: " + "1".repeat(2_000_000));
        texts.put("is nested more than 100 levels deep", "seed: " + "[".repeat(20_000));
        texts.put("a value has 100,000 characters", "seed: " + "x".repeat(100_000));
        texts.put("seed: is a number of 1000 digits", "seed: " + "1".repeat(1000));
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = Files.writeString(place.resolve("experiment.yaml"), text.getValue());
            Command command = assertTimeoutPreemptively(
                    Duration.ofSeconds(60), () -> Command.run("train", file.toString(), "--quiet"));
            assertThat(command.exitCode()).as(command.err()).isEqualTo(2);
            assertThat(command.err()).contains(text.getKey());
            assertThat(command.err()).hasSizeLessThan(4000).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({"seed=, [, 20000", "train.steps=, 1, 100000", "generator.hidden=, '[1,', 20000", "'', a., 100000"})
    void overridesBeyondAllMeasureAreRefusedOnOneLine(String key, String part, int times) {
        Command command = Command.run("train", "ring-8", key + part.repeat(times) + (key.isEmpty() ? "b=1" : ""));
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.err()).hasSizeLessThan(1000);
    }

    @Test
    void filesOfARunBeyondAllMeasureAreRefused() throws IOException {
        Path metrics = run.resolve("metrics.jsonl");
        String line = Files.readString(metrics).lines().findFirst().orElseThrow() + "\n";
        for (String damage : List.of(
                "{\"step\": " + "[".repeat(20_000) + "\n" + line, "{\"step\": " + "1".repeat(100_000) + "}\n" + line)) {
            Files.writeString(metrics, damage);
            Command command = Command.run("resume", run.toString(), "train.steps=6", "--quiet");
            assertThat(command.exitCode()).as(command.err()).isEqualTo(3);
            assertThat(command.err()).contains(metrics + ", line 1").doesNotContain("\tat ");
        }
        Files.writeString(metrics, "x".repeat(2_000_000));
        Command command = Command.run("report", run.toString());
        assertThat(command.exitCode()).as(command.err()).isEqualTo(3);
        assertThat(command.err()).contains("a line is longer than 1,048,576 characters");
        Files.writeString(run.resolve("status.json"), "{\"a\":".repeat(20_000));
        assertThat(Command.run("runs", "list", place.toString()).exitCode()).isZero();
    }

    @Test
    void aReportShowsTextOfARunAsText() throws IOException {
        String attack = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>";
        Files.writeString(
                run.resolve("metrics.jsonl"),
                "{\"step\": 1, \"" + attack + "\": 0.5}\n{\"step\": 2, \"" + attack + "\": 0.25}\n");
        Files.writeString(
                run.resolve("health.jsonl"),
                "{\"step\": 1, \"finding\": \"" + attack + "\", \"evidence\": \"" + attack + "\", \"advice\": \""
                        + attack + "\"}\n");
        Files.writeString(
                run.resolve("status.json"), "{\"status\": \"" + attack + "\", \"reason\": \"" + attack + "\"}");
        Files.writeString(run.resolve("environment.json"), "{\"" + attack + "\": \"" + attack + "\"}");
        Command command = Command.run("report", run.toString());
        assertThat(command.exitCode()).as(command.err()).isZero();
        String page = Files.readString(run.resolve("report.html"));
        assertThat(page)
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script")
                .doesNotContain("<img src=x")
                .contains("Content-Security-Policy");
    }

    @Test
    void aPictureThatPromisesMoreThanAGridHasIsNotDecoded() throws IOException {
        Path grid = run.resolve("samples/step-000003.png");
        Files.write(
                grid,
                HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000f4240000f424008020000000" + "000000000"));
        Command report = Command.run("report", run.toString());
        assertThat(report.exitCode()).as(report.err()).isZero();
        Command pictures = Command.run(
                "report",
                run.toString(),
                "--pictures",
                place.resolve("pictures").toString());
        assertThat(pictures.exitCode()).isEqualTo(3);
        assertThat(pictures.err()).contains(grid + ": cannot be read: it");
    }

    /** A file that looks like a model and contains a serialized object. */
    private Path model(String entry, String configuration) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Gadget());
        }
        Path model = place.resolve("model.zip");
        try (OutputStream out = Files.newOutputStream(model);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("configuration.json"));
            zip.write(configuration.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(bytes.toByteArray());
        }
        return model;
    }

    /** The hash of every file, by its name. */
    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.toAbsolutePath(), 2)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        file.toString(),
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
            }
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return contents;
    }
}
