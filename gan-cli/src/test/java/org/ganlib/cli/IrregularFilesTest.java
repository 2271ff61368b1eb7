package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Named pipes are put in the place of files. Opening one would block a command for ever, so no
 * command may open it.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class IrregularFilesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static Path original;

    @TempDir
    private Path place;

    private Path run;

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
                "train.checkpoint-every=2",
                "train.sample-every=2",
                "train.log-every=1",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "--quiet");
        assertThat(command.exitCode()).as(command.err()).isZero();
    }

    @BeforeEach
    void copy() throws IOException {
        run = RunFiles.copy(original, place.resolve("run"));
    }

    @ParameterizedTest
    @CsvSource({
        "metrics.jsonl, runs list PLACE",
        "metrics.jsonl, runs index PLACE",
        "metrics.jsonl, runs show RUN",
        "metrics.jsonl, report RUN",
        "health.jsonl, report RUN",
        "status.json, runs list PLACE",
        "environment.json, runs show RUN",
        "environment.json, report RUN",
        "best.json, runs list PLACE",
        "report.html, report RUN",
        "config.yaml, sample RUN --out PLACE/x.npy",
        "config.yaml, runs show RUN",
        "config.yaml, report RUN",
        "data.json, sample RUN --out PLACE/x.npy",
        "data.json, export RUN --npz PLACE/x.npz",
        "samples/step-000002.png, report RUN --pictures PLACE/pictures",
        "checkpoints/step-000002.zip, sample RUN --out PLACE/x.npy --checkpoint RUN/checkpoints/step-000002.zip",
        "checkpoints/step-000002.zip, export RUN --npz PLACE/x.npz --checkpoint RUN/checkpoints/step-000002.zip"
    })
    void aFileOfARunThatIsNoneIsNamed(String name, String arguments) throws IOException {
        refused(Pipes.create(run.resolve(name)), arguments);
    }

    /** The files that a run is continued from, and those that it writes to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".lock",
                "best.json",
                "config.yaml",
                "data.json",
                "display.json",
                "environment.json",
                "events.out.tfevents.1.x",
                "health.jsonl",
                "metrics.jsonl",
                "report.html",
                "status.json",
                "checkpoints/step-000004.zip",
                "samples/step-000004.png"
            })
    void aRunWithAPipeDoesNotGoOn(String name) throws IOException {
        refused(Pipes.create(run.resolve(name)), "resume RUN train.steps=6 --quiet");
        assertThat(run.resolve("checkpoints/step-000006.zip")).doesNotExist();
    }

    /** No command blocks, whether it needs the file or not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".lock",
                "best.json",
                "config.yaml",
                "data.json",
                "display.json",
                "environment.json",
                "health.jsonl",
                "metrics.jsonl",
                "status.json",
                "checkpoints/step-000000.zip",
                "checkpoints/step-000004.zip",
                "samples/step-000004.png"
            })
    void noVerbWaits(String name) throws IOException {
        Pipes.create(run.resolve(name));
        for (String arguments : List.of(
                "sample RUN --count 4 --out PLACE/samples.npy",
                "evaluate RUN --metric frechet --count 20",
                "export RUN --npz PLACE/model.npz",
                "report RUN",
                "runs show RUN",
                "runs list PLACE",
                "train RUN/config.yaml --dry-run",
                "train RUN/config.yaml train.steps=1 --quiet --out RUN")) {
            Command command = run(arguments);
            if (command.exitCode() == 3) {
                assertThat(command.err().strip().lines()).as(arguments).hasSize(1);
            }
        }
    }

    @Test
    void anIndexThatIsNoFileIsPassedOver() throws IOException {
        Path index = Pipes.create(place.resolve(".runs.sqlite"));
        Command list = run("runs list PLACE");
        assertThat(list.exitCode()).isZero();
        assertThat(list.err()).contains(index + " is no regular file. The runs' own files were read instead");
        Command made = run("runs index PLACE");
        assertThat(made.exitCode()).isEqualTo(1);
        assertThat(made.err()).contains(index + " is no regular file. Correct that, or delete the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "onnx"})
    void aModelThatIsNoFileIsRefused(String kind) throws IOException {
        refused(
                Pipes.create(place.resolve("model")),
                "evaluate RUN --metric frechet --extractor " + kind + ":PLACE/model --count 20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"npy", "npz", "csv"})
    void dataThatIsNoFileIsRefused(String kind) throws IOException {
        Path pipe = Pipes.create(place.resolve("data." + kind));
        refused(pipe, "train ring-8 dataset.name=" + kind + " dataset.file=" + pipe + " --quiet --out PLACE/other");
        assertThat(place.resolve("other")).doesNotExist();
    }

    @Test
    void examplesThatAreNoFileAreRefused() throws IOException {
        Path pipe = Pipes.create(place.resolve("examples.npy"));
        refused(pipe, "evaluate --real PLACE/examples.npy --fake PLACE/examples.npy --metric frechet");
    }

    @Test
    void filesOfAKnownDataSetAreFilesToo() throws IOException {
        Path folder = Files.createDirectories(place.resolve("data/svhn"));
        refused(
                Pipes.create(folder.resolve("train_32x32.mat")),
                "data preview svhn --data-dir PLACE/data --out PLACE/x.png");
    }

    @Test
    void anExperimentThatIsNoFileIsRefused() throws IOException {
        Pipes.create(place.resolve("experiment.yaml"));
        Command command = run("train PLACE/experiment.yaml --quiet");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("is neither a built-in experiment nor a file");
    }

    private void refused(Path pipe, String arguments) {
        Command command = run(arguments);
        assertThat(command.err())
                .contains(pipe + ": is no regular file, but a pipe, a socket or a device. It was not opened. ");
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.exitCode()).isEqualTo(3);
    }

    /** Runs a command line in which RUN and PLACE stand for the folders of this test. */
    private Command run(String arguments) {
        List<String> words = new ArrayList<>();
        for (String word : arguments.split(" ", -1)) {
            words.add(word.replace("RUN", run.toString()).replace("PLACE", place.toString()));
        }
        return assertTimeoutPreemptively(PATIENCE, () -> Command.run(words.toArray(String[]::new)), arguments);
    }
}
