package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ganlib.file.NpyFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command never overwrites a file that it reads, or that its run reads. */
final class OutputsTest {
    private static final String PARTS = """
            model: {name: standard, latent: {size: 2}}
            generator: {name: mlp, hidden: [4]}
            critic: {name: mlp, hidden: [4]}
            divergence: {name: gan}
            optimizer: {generator: {name: adam}, critic: {name: adam}}
            train: {steps: 1, batch: 4, samples: 4}
            listeners: []
            threads: 1
            """;

    @TempDir
    private static Path folder;

    /**
     * A run on an array of numbers, with an experiment file and a metric whose extractor is a model
     * file.
     */
    private static Path run;

    /** A run on pictures in class folders. */
    private static Path ofPictures;

    private Map<Path, byte[]> before;

    @BeforeAll
    static void train() throws IOException {
        float[] values = new float[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 11;
        }
        NpyFormat.write(folder.resolve("x3.npy"), new long[] {20, 3}, values);
        Files.writeString(folder.resolve("f.onnx"), "a model");
        Files.writeString(
                folder.resolve("bn.yaml"),
                "dataset: {name: npy, file: " + folder.resolve("x3.npy") + "}\n" + PARTS
                        + "metrics: [{name: frechet, extractor: {name: onnx, file: " + folder.resolve("f.onnx")
                        + "}}]\n");
        run = trained("bn.yaml", "run");
        RunFiles.pictures(folder.resolve("pictures"));
        Files.writeString(
                folder.resolve("pictures.yaml"),
                "dataset: {name: image-folder, folder: " + folder.resolve("pictures") + ", size: 4, channels: 1}\n"
                        + PARTS);
        ofPictures = trained("pictures.yaml", "of-pictures");
        Files.copy(RunFiles.checkpoint(run, 1), folder.resolve("away.zip"));
        Files.createSymbolicLink(folder.resolve("link.npy"), folder.resolve("x3.npy"));
        Files.createSymbolicLink(folder.resolve("here"), folder);
        Files.createSymbolicLink(folder.resolve("grids"), run.resolve("samples"));
    }

    private static Path trained(String experiment, String name) {
        Path out = folder.resolve(name);
        Command command =
                Command.run("train", folder.resolve(experiment).toString(), "--quiet", "--out", out.toString());
        assertThat(command.exitCode()).as(command.err()).isZero();
        return out;
    }

    @BeforeEach
    void look() throws IOException {
        before = contents();
    }

    @AfterEach
    void nothingHasChanged() throws IOException {
        Map<Path, byte[]> after = contents();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        after.forEach((file, bytes) -> assertThat(bytes).as(file.toString()).isEqualTo(before.get(file)));
    }

    @ParameterizedTest
    @CsvSource({
        "sample, --out, x3.npy, what dataset.file of the run",
        "sample, --out, link.npy, what dataset.file of the run",
        "sample, --out, here/x3.npy, what dataset.file of the run",
        "export, --onnx, x3.npy, what dataset.file of the run",
        "export, --npz, here/here/x3.npy, what dataset.file of the run",
        "export, --onnx, bn.yaml, the experiment file of the run",
        "export, --onnx, f.onnx, what metrics[0].extractor.file of the run"
    })
    void aFileThatTheRunReadsIsNotOverwritten(String verb, String option, String name, String title) {
        Path place = folder.resolve(name);
        assertRefused(
                option + ": " + place + " is " + title + " " + run,
                ", which is read and never overwritten. Choose another place",
                verb,
                run.toString(),
                option,
                place.toString());
    }

    @Test
    void theCheckpointThatIsNamedIsNotOverwritten() {
        String away = folder.resolve("away.zip").toString();
        for (String option : List.of("--onnx", "--npz")) {
            assertRefused(
                    option + ": " + away + " is the file that --checkpoint names",
                    "never overwritten",
                    "export",
                    run.toString(),
                    "--checkpoint",
                    away,
                    option,
                    away);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"both.bin", "here/both.bin"})
    void twoOutputsAreTwoFiles(String second) {
        String both = folder.resolve("both.bin").toString();
        assertRefused(
                "--onnx and --npz: both name " + folder.resolve(second),
                ". Give each a file of its own",
                "export",
                run.toString(),
                "--onnx",
                both,
                "--npz",
                folder.resolve(second).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "sample, --out, pictures/class-0/0.png, would be a picture in",
        "sample, --out, pictures/class-0/new.png, would be a picture in",
        "sample, --out, here/pictures/new.png, would be a picture in",
        "sample, --out, pictures/class-0, would be a folder in",
        "sample, --out, pictures/class-9, would be a folder in",
        "sample, --out, pictures/more/inside, would be a folder in",
        "sample, --out, pictures, 'is what dataset.folder of the run'",
        "interpolate, --out, pictures/class-1/1.png, would be a picture in",
        "interpolate, --out, pictures/new.gif, would be a picture in",
        "export, --npz, pictures/class-1/1.png, would be a picture in",
        "report, --pictures, pictures, 'is what dataset.folder of the run'",
        "report, --pictures, pictures/class-1, would be a folder in"
    })
    void nothingIsAddedToAFolderOfPictures(String verb, String option, String name, String message) {
        Path place = folder.resolve(name);
        assertRefused(
                option + ": " + place + " " + message,
                ", where data is read. Choose another place",
                verb,
                ofPictures.toString(),
                option,
                place.toString());
    }

    @Test
    void aRunDoesNotBeginInItsOwnData() {
        Path place = folder.resolve("pictures/run");
        assertRefused(
                "--out: " + place + " would be a folder in what dataset.folder of the experiment names",
                "Choose another place",
                "train",
                folder.resolve("pictures.yaml").toString(),
                "--quiet",
                "--out",
                place.toString());
    }

    @Test
    void aPreviewDoesNotTakeThePlaceOfItsData() {
        Path data = folder.resolve("x3.npy");
        assertRefused(
                "--out: " + data + " is what file of the data set names",
                "never overwritten",
                "data",
                "preview",
                "npy",
                "file=" + data,
                "--out",
                data.toString());
        Path picture = folder.resolve("pictures/class-2/2.png");
        assertRefused(
                "--out: " + picture + " would be a picture in what folder of the data set names",
                "where data is read",
                "data",
                "preview",
                "image-folder",
                "folder=" + folder.resolve("pictures"),
                "--out",
                picture.toString());
    }

    @Test
    void aFileOfADataDirectoryIsNotOverwritten() throws IOException {
        // Debian has a package of fashion-mnist, whose files would be read instead of these.
        Path data = Files.createDirectories(folder.resolve("data/kmnist"));
        Path file = Files.writeString(data.resolve("train-images-idx3-ubyte"), "pixels");
        before = contents();
        assertRefused(
                "--out: " + file + " is a file of the data set, which is read",
                "never overwritten",
                "data",
                "preview",
                "kmnist",
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                file.toString());
    }

    @Test
    void aRunsOwnFilesAreKnownThroughLinksToo() {
        Path place = folder.resolve("grids/step-000000.png");
        assertRefused(
                "--out: " + place + " is one of the files that make up the run ",
                "never overwritten",
                "sample",
                run.toString(),
                "--out",
                place.toString());
        Path samples = folder.resolve("grids");
        assertRefused(
                "--out: " + samples + " is one of the files that make up the run ",
                "never overwritten",
                "sample",
                run.toString(),
                "--out",
                samples.toString());
    }

    @Test
    void whatDoesNoHarmIsWritten() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        for (List<String> arguments : List.of(
                List.of("sample", run.toString(), "--out", out.resolve("x3.npy").toString()),
                List.of("sample", run.toString(), "--out", out.resolve("x3.npy").toString()),
                List.of(
                        "export",
                        run.toString(),
                        "--onnx",
                        out.resolve("f.onnx").toString()),
                // These outputs are inside a data folder, but no data set would read them.
                List.of("export", ofPictures.toString(), "--npz", folder + "/pictures/class-0/w.npz"),
                List.of("sample", ofPictures.toString(), "--out", folder + "/pictures/class-0/deeper"))) {
            Command command = Command.run(arguments.toArray(String[]::new));
            assertThat(command.exitCode()).as(command.err()).isZero();
        }
        before = contents();
    }

    private static void assertRefused(String beginning, String end, String... arguments) {
        Command command = Command.run(arguments);
        assertThat(command.err()).startsWith(beginning).contains(end);
        assertThat(command.err().strip().lines()).hasSize(2);
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.out()).isEmpty();
    }

    private static Map<Path, byte[]> contents() throws IOException {
        Map<Path, byte[]> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readAllBytes(file));
            }
        }
        return contents;
    }
}
