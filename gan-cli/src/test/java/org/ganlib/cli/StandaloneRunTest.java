package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.ganlib.file.NpyArray;
import org.ganlib.file.NpyFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands on a run work from any directory, work without the data if they read no examples, and
 * notice if the data has changed.
 */
final class StandaloneRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PARTS = """
            model: {name: %s, latent: {size: 3, prior: normal}}
            generator: {name: mlp, hidden: [4]}
            critic: {name: mlp, hidden: [4]}
            divergence: {name: gan}
            optimizer: {generator: {name: adam, learning-rate: 1e-3}, critic: {name: adam, learning-rate: 1e-3}}
            train: {steps: 3, batch: 6, log-every: 1, sample-every: 0, checkpoint-every: 0, samples: 4}
            listeners: []
            threads: 1
            """;

    @TempDir
    private Path folder;

    /**
     * The experiment's path is relative to the directory of the gan train command. All other
     * commands run in another directory.
     */
    @Test
    void everyCommandWorksFromAnotherDirectory() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        arrays(project.resolve("data"), 0, 1, 2);
        Files.createDirectories(project.resolve("experiments"));
        Files.writeString(
                project.resolve("experiments/x.yaml"),
                "dataset: {name: npy, file: data/examples.npy, labels: data/labels.npy}\n"
                        + PARTS.formatted("conditional"));
        ok(process(project, "train", "experiments/x.yaml", "--out", "runs/x", "--quiet"));
        Path run = project.resolve("runs/x");
        JsonNode record = record(run);
        JsonNode place = record.path("paths").path("dataset.file");
        assertThat(place.path("given").asText()).isEqualTo("data/examples.npy");
        assertThat(place.path("absolute").asText())
                .isEqualTo(project.toRealPath().resolve("data/examples.npy").toString());
        assertThat(place.path("from the run").asText()).isEqualTo("../../data/examples.npy");
        assertThat(place.path("from the experiment file").asText()).isEqualTo("../data/examples.npy");
        assertThat(Files.readString(run.resolve("config.yaml")))
                .contains("file: " + project.toRealPath().resolve("data/examples.npy"));
        for (List<String> command : commands(run)) {
            ok(Command.run(command.toArray(String[]::new)));
        }

        // The whole project, with its data and runs, may be moved.
        Path moved = folder.resolve("moved");
        Files.move(project, moved);
        for (List<String> command : commands(moved.resolve("runs/x"))) {
            ok(Command.run(command.toArray(String[]::new)));
        }
    }

    private List<List<String>> commands(Path run) {
        List<List<String>> commands = new ArrayList<>(withoutExamples(run));
        commands.addAll(withExamples(run));
        commands.add(List.of("resume", run.toString(), "train.steps=" + (4 + commands.size()), "--quiet"));
        return commands;
    }

    private List<List<String>> withoutExamples(Path run) {
        return List.of(
                List.of(
                        "sample",
                        run.toString(),
                        "--out",
                        folder.resolve("s.npy").toString()),
                List.of(
                        "sample",
                        run.toString(),
                        "--out",
                        folder.resolve("s.png").toString()),
                List.of(
                        "export",
                        run.toString(),
                        "--onnx",
                        folder.resolve("m.onnx").toString(),
                        "--npz",
                        folder.resolve("m.npz").toString()),
                List.of(
                        "interpolate",
                        run.toString(),
                        "--out",
                        folder.resolve("i.gif").toString()),
                List.of("report", run.toString()));
    }

    private static List<List<String>> withExamples(Path run) {
        return List.of(
                List.of("evaluate", run.toString(), "--metric", "energy", "--count", "20"),
                List.of("evaluate", run.toString(), "--metric", "energy", "--count", "20", "--split", "held-out"));
    }

    @Test
    void onlyWhatReadsExamplesNeedsTheData() throws IOException {
        Path data = folder.resolve("data");
        Path run = trainOnArrays(data, "standard", 0, 1, 2);
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(data, elsewhere);
        for (List<String> command : withoutExamples(run)) {
            ok(Command.run(command.toArray(String[]::new)));
        }
        String[] places = {
            "dataset.file=" + elsewhere.resolve("examples.npy"), "dataset.labels=" + elsewhere.resolve("labels.npy")
        };
        List<List<String>> reading = new ArrayList<>(withExamples(run));
        reading.add(List.of("probe", run.toString(), "--labels", "9"));
        reading.add(List.of("finetune", run.toString(), "--labels", "9", "--steps", "2"));
        reading.add(List.of("resume", run.toString(), "train.steps=4", "--quiet"));
        for (List<String> command : reading) {
            Command without = Command.run(command.toArray(String[]::new));
            assertFails(
                    without,
                    3,
                    run + ": the data it was trained on is not at " + data.resolve("examples.npy"),
                    "Name its place: dataset.file=PATH");
            ok(Command.run(
                    Stream.concat(command.stream(), Arrays.stream(places)).toArray(String[]::new)));
        }
        // The path that was given to resume is recorded.
        ok(Command.run(reading.get(0).toArray(String[]::new)));
        assertThat(Files.readString(run.resolve("config.yaml"))).contains("file: " + elsewhere.resolve("examples.npy"));
        assertThat(record(run)
                        .path("paths")
                        .path("dataset.labels")
                        .path("absolute")
                        .asText())
                .isEqualTo(elsewhere.resolve("labels.npy").toString());
        assertFails(
                Command.run("evaluate", run.toString(), "dataset.range=unit", "--metric", "energy"),
                2,
                "dataset.range: is decided by the run. Only where its data lies may be given: dataset.file, dataset.labels");
    }

    /** A picture of points is drawn even though the real points are missing from it. */
    @Test
    void pointsAreDrawnWithoutTheirData() throws IOException {
        Path table = folder.resolve("points.csv");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(i % 5).append(',').append(i % 3).append('\n');
        }
        Files.writeString(table, text);
        Path run = train("csv", "{name: csv, file: " + table + "}", "standard");
        Path with = folder.resolve("with.png");
        Path without = folder.resolve("without.png");
        ok(Command.run("sample", run.toString(), "--out", with.toString()));
        Files.delete(table);
        ok(Command.run("sample", run.toString(), "--out", without.toString()));
        assertThat(Files.readAllBytes(without)).isNotEqualTo(Files.readAllBytes(with));
        ok(Command.run("report", run.toString()));
        ok(Command.run(
                "interpolate", run.toString(), "--out", folder.resolve("i.gif").toString()));
        assertThat(record(run).path("layout").asText()).isEqualTo("features");
        assertThat(record(run).path("range").path("low").isNull()).isTrue();
    }

    @Test
    void aDataDirectoryIsRecordedAndMayBeAnother() throws IOException {
        Path data = folder.resolve("data");
        arrays(data, 0, 1, 2);
        Path yaml = experiment("in-directory", "{name: npy, file: examples.npy, labels: labels.npy}", "standard");
        Path run = folder.resolve("run");
        ok(Command.run("train", yaml.toString(), "--out", run.toString(), "--quiet", "--data-dir", data.toString()));
        for (List<String> command : withExamples(run)) {
            ok(Command.run(command.toArray(String[]::new)));
        }
        Path other = folder.resolve("other");
        Files.move(data, other);
        assertFails(
                Command.run("resume", run.toString(), "train.steps=4", "--quiet"),
                3,
                data.resolve("examples.npy").toString());
        ok(Command.run("resume", run.toString(), "train.steps=4", "--quiet", "--data-dir", other.toString()));
        Path changed = folder.resolve("changed");
        arrays(changed, 2, 1, 0);
        assertFails(
                Command.run("resume", run.toString(), "train.steps=5", "--quiet", "--data-dir", changed.toString()),
                3,
                run + " was trained on other data: its fingerprint is sha256 of examples, labels and part:");
    }

    /** All pixels change, but names and sizes stay the same. */
    @Test
    void otherContentOfTheSameNamesAndSizesIsNoticed() throws IOException {
        Path pictures = folder.resolve("pictures");
        for (int i = 0; i < 20; i++) {
            picture(pictures.resolve("c" + i % 2 + "/" + i + ".bmp"), 10 * i);
        }
        Path run = trainOnPictures(pictures, "conditional");
        Map<Path, Long> sizes = sizes(pictures);
        for (int i = 0; i < 20; i++) {
            picture(pictures.resolve("c" + i % 2 + "/" + i + ".bmp"), 250 - 10 * i);
        }
        assertThat(sizes(pictures)).isEqualTo(sizes);
        List<List<String>> reading = new ArrayList<>(withExamples(run));
        reading.add(List.of("resume", run.toString(), "train.steps=5", "--quiet"));
        for (List<String> command : reading) {
            assertFails(
                    Command.run(command.toArray(String[]::new)),
                    3,
                    run + " was trained on other data: its fingerprint is sha256 of names, contents and part:",
                    "Restore the data, name its place (dataset.folder=PATH), or use it all the same with"
                            + " --accept-changed-data");
            ok(Command.run(Stream.concat(command.stream(), Stream.of("--accept-changed-data"))
                    .toArray(String[]::new)));
        }
        JsonNode continued = JSON.readTree(run.resolve("environment.json").toFile())
                .path("continued")
                .path(0);
        assertThat(continued.path("accepted data").asText())
                .startsWith("its fingerprint is sha256 of names, contents and part:");
        for (List<String> command : withExamples(run)) {
            ok(Command.run(command.toArray(String[]::new)));
        }
    }

    @Test
    void anotherFileOfTheSameNameIsNotWhatTheRunIsMeasuredAgainst() throws IOException {
        Path data = folder.resolve("data");
        Path run = trainOnArrays(data, "standard", 0, 1, 2);
        float[] values = NpyArray.read(data.resolve("examples.npy")).floats();
        values[values.length - 1] -= 1;
        NpyFormat.write(data.resolve("examples.npy"), new long[] {30, 1, 4, 4}, values);
        for (List<String> command : withExamples(run)) {
            assertFails(Command.run(command.toArray(String[]::new)), 3, run + " was trained on other data: ");
        }
        assertFails(Command.run("probe", run.toString(), "--labels", "9"), 3, run + " was trained on other data: ");
        ok(Command.run(
                "sample", run.toString(), "--out", folder.resolve("s.npy").toString()));
    }

    /** A published data set has separate files for its test part, and they are checked too. */
    @Test
    void theHeldOutFilesAreKnownToo() throws IOException {
        Path data = folder.resolve("data");
        digits(data, "train", 30, 10);
        digits(data, "t10k", 20, 10);
        Path yaml = experiment("idx", "{name: kmnist}", "standard");
        Path run = folder.resolve("run");
        ok(Command.run("train", yaml.toString(), "--out", run.toString(), "--quiet", "--data-dir", data.toString()));
        for (List<String> command : withExamples(run)) {
            ok(Command.run(command.toArray(String[]::new)));
        }
        digits(data, "t10k", 21, 10);
        assertFails(
                Command.run(withExamples(run).get(1).toArray(String[]::new)),
                3,
                run + " was trained on other data: the fingerprint of its held-out part was sha256:");
        ok(Command.run(withExamples(run).get(0).toArray(String[]::new)));
    }

    /**
     * Otherwise a run on the embedded digits would silently become a run on other data as soon as
     * MNIST files appear.
     */
    @Test
    void whatAutoStoodForIsRecorded() throws IOException {
        Path yaml = experiment("auto", "{name: mnist, size: 4}", "standard");
        Path run = folder.resolve("run");
        Path data = Files.createDirectories(folder.resolve("data"));
        ok(Command.run("train", yaml.toString(), "--out", run.toString(), "--quiet", "--data-dir", data.toString()));
        assertThat(Files.readString(run.resolve("config.yaml"))).contains("subset: embedded");
        Files.createDirectories(data.resolve("mnist"));
        Files.writeString(data.resolve("mnist/train-images-idx3-ubyte"), "not even digits");
        ok(Command.run("resume", run.toString(), "train.steps=4", "--quiet", "--data-dir", data.toString()));
    }

    @Test
    void classesThatNothingWouldTrainAreRefusedByName() throws IOException {
        Path data = folder.resolve("data");
        digits(data, "train", 30, 7);
        digits(data, "t10k", 10, 10);
        Path yaml = experiment("idx", "{name: kmnist}", "conditional");
        Path run = folder.resolve("run");
        Command command = Command.run(
                "train", yaml.toString(), "--out", run.toString(), "--quiet", "--data-dir", data.toString());
        assertFails(
                command,
                3,
                "kmnist: a conditional model would learn nothing of 3 classes, ya, re, wo, of which"
                        + " there are no training examples");
        assertThat(run).doesNotExist();
    }

    /** The class names are those the run was trained on, whatever the folder holds now. */
    @Test
    void aClassIsTheOneThatWasTrained() throws IOException {
        Path pictures = folder.resolve("pictures");
        for (int c = 1; c <= 12; c++) {
            for (int i = 0; i < 3; i++) {
                picture(pictures.resolve(c + "/" + i + ".png"), 20 * c + i);
            }
        }
        Files.createDirectories(pictures.resolve("13"));
        Path run = trainOnPictures(pictures, "conditional");
        JsonNode classes = record(run).path("classes");
        assertThat(classes.toString())
                .isEqualTo("[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\",\"12\"]");
        float[] two = sample(run, "--class", "2");
        assertThat(sample(run, "--class-index", "1")).isEqualTo(two);
        assertThat(sample(run, "--class", "10"))
                .isEqualTo(sample(run, "--class-index", "9"))
                .isNotEqualTo(two);

        delete(pictures.resolve("10"));
        picture(pictures.resolve("95/0.png"), 200);
        assertThat(sample(run, "--class", "2")).isEqualTo(two);
        assertFails(
                Command.run("evaluate", run.toString(), "--metric", "energy", "--count", "20"),
                3,
                run + " was trained on other data: its fingerprint is ",
                "; classes that are gone: 10; classes that are new: 95. Restore the data");
        assertFails(
                Command.run("resume", run.toString(), "train.steps=4", "--quiet", "--accept-changed-data"),
                3,
                "its networks know the classes 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … (12), and dataset image-folder",
                "has others: 95. Remove these classes, or train anew");
        // No class was added, so the remaining classes keep their numbers.
        delete(pictures.resolve("95"));
        ok(Command.run("resume", run.toString(), "train.steps=4", "--quiet", "--accept-changed-data"));
        assertThat(record(run).path("classes")).isEqualTo(classes);
        assertThat(record(run).path("classes of the data")).hasSize(11);
        assertThat(sample(run, "--class", "11")).isEqualTo(sample(run, "--class-index", "10"));
        assertThat(sample(run, "--class", "10")).as("it was trained before").hasSize(5 * 16);
        ok(Command.run("evaluate", run.toString(), "--metric", "energy", "--count", "20"));
        ok(Command.run("resume", run.toString(), "train.steps=5", "--quiet"));

        refusedClass(
                run,
                "--class",
                "0",
                "--class: no class is called '0'. The classes: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12");
        refusedClass(run, "--class-index", "12", "--class-index: must be 0 to 11, was 12. The classes: 1, 2");
        refusedClass(run, "--class-index", "-1", "--class-index: must be 0 to 11, was -1");
        assertThat(Command.run(
                                "sample",
                                run.toString(),
                                "--class",
                                "1",
                                "--class-index",
                                "1",
                                "--out",
                                folder.resolve("x.npy").toString())
                        .err())
                .contains("--class and --class-index: give one of them");
    }

    @Test
    void aNameWithACommaIsOneClass() throws IOException {
        Path pictures = folder.resolve("pictures");
        for (String name : List.of("a", "b", "c,d")) {
            for (int i = 0; i < 3; i++) {
                picture(pictures.resolve(name + "/" + i + ".png"), 50 * name.hashCode() % 50 + i);
            }
        }
        Path run = trainOnPictures(pictures, "conditional");
        assertThat(sample(run, "--class", "c,d")).isEqualTo(sample(run, "--class-index", "2"));
        assertThat(sample(run, "--class", "a,b")).isEqualTo(sample(run, "--class-index", "0,1"));
        assertThat(sample(run, "--class", "b", "--class", "c,d")).isEqualTo(sample(run, "--class-index", "1,2"));

        delete(pictures.resolve("c,d"));
        picture(pictures.resolve("a,b/0.png"), 100);
        picture(pictures.resolve("c/0.png"), 120);
        Path ambiguous =
                train("commas", "{name: image-folder, folder: " + pictures + ", size: 4, channels: 1}", "conditional");
        for (String list : List.of("a,b", "c,a,b", "a,b,c")) {
            refusedClass(
                    ambiguous,
                    "--class",
                    list,
                    "--class: '" + list + "' is a list of classes, and 'a,b' in it is a class too. By number instead:"
                            + " --class-index 0 to 3");
        }
        assertThat(sample(ambiguous, "--class", "a,c")).hasSize(5 * 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,1,2,4,5,6,7,8,9", "1,2,4,5,6,7,8,9,10"})
    void labelsWithGapsKeepTheirNames(String labels) throws IOException {
        int[] values =
                Arrays.stream(labels.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        Path run = trainOnArrays(folder.resolve("data"), "conditional", values);
        refusedClass(
                run,
                "--class",
                "3",
                "--class: no class is called '3'. The classes: " + labels.replace(",", ", ")
                        + ". By number instead: --class-index 0 to 8");
        assertThat(sample(run, "--class", "8"))
                .isEqualTo(sample(run, "--class-index", String.valueOf(Arrays.binarySearch(values, 8))));
        Command verified = Command.run(
                "data",
                "verify",
                "npy",
                "file=" + folder.resolve("data/examples.npy"),
                "labels=" + folder.resolve("data/labels.npy"));
        ok(verified);
        assertThat(verified.out()).contains("9 classes", "classes: " + labels.replace(",", ", "));
    }

    @Test
    void exportedModelsSayWhatTheyNeed() throws IOException, OrtException {
        Path run = trainOnArrays(folder.resolve("data"), "conditional", 3, 5, 8);
        Path file = folder.resolve("m.onnx");
        ok(Command.run("export", run.toString(), "--onnx", file.toString()));
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            assertThat(metadata)
                    .containsEntry("ganlib.classes", "[\"3\",\"5\",\"8\"]")
                    .containsEntry("ganlib.shape", "[1,4,4]")
                    .containsEntry("ganlib.layout", "channels, height, width")
                    .containsEntry("ganlib.range", "[-1.0,1.0]")
                    .containsEntry("ganlib.latent-shape", "[3]")
                    .containsEntry("ganlib.latent", "{\"size\":3,\"prior\":\"normal\",\"scale\":1.0}")
                    .containsEntry("ganlib.licence", "that of the file")
                    .containsEntry(
                            "ganlib.data-fingerprint",
                            record(run).path("fingerprint").asText());
        }
    }

    @Test
    void aDamagedRecordIsNamed() throws IOException {
        Path run = trainOnArrays(folder.resolve("data"), "standard", 0, 1);
        Path file = run.resolve("data.json");
        String sound = Files.readString(file);
        for (String text : List.of("", "{", "[]", "{\"schema\": 1}", sound.replace("[ 1, 4, 4 ]", "[ 1, 4 ]"))) {
            Files.writeString(file, text);
            assertFails(
                    Command.run(
                            "sample",
                            run.toString(),
                            "--out",
                            folder.resolve("s.npy").toString()),
                    3,
                    file + " is damaged: ",
                    "Restore it, or delete it: the data itself is then asked instead");
        }
        Files.delete(file);
        ok(Command.run(
                "sample", run.toString(), "--out", folder.resolve("s.npy").toString()));
        ok(Command.run("resume", run.toString(), "train.steps=4", "--quiet"));
        assertThat(file).exists();
    }

    private void refusedClass(Path run, String option, String value, String message) {
        Command command = Command.run(
                "sample",
                run.toString(),
                option + "=" + value,
                "--out",
                folder.resolve("x.npy").toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains(message);
    }

    private float[] sample(Path run, String... more) throws IOException {
        Path file = folder.resolve("sample.npy");
        List<String> arguments =
                new ArrayList<>(List.of("sample", run.toString(), "--count", "5", "--out", file.toString()));
        arguments.addAll(List.of(more));
        ok(Command.run(arguments.toArray(String[]::new)));
        return NpyArray.read(file).floats();
    }

    private Path trainOnArrays(Path data, String model, int... labels) throws IOException {
        arrays(data, labels);
        return train(
                "arrays",
                "{name: npy, file: " + data.resolve("examples.npy") + ", labels: " + data.resolve("labels.npy")
                        + ", range: signed}",
                model);
    }

    private Path trainOnPictures(Path pictures, String model) throws IOException {
        return train("pictures", "{name: image-folder, folder: " + pictures + ", size: 4, channels: 1}", model);
    }

    private Path train(String name, String dataset, String model) throws IOException {
        Path run = folder.resolve("run-" + name);
        ok(Command.run("train", experiment(name, dataset, model).toString(), "--out", run.toString(), "--quiet"));
        return run;
    }

    private Path experiment(String name, String dataset, String model) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), "dataset: " + dataset + "\n" + PARTS.formatted(model));
    }

    /** Writes thirty images of 4×4 with values from −1 to 1; the labels alternate. */
    private static void arrays(Path directory, int... labels) throws IOException {
        Files.createDirectories(directory);
        float[] values = new float[30 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37 % 101) / 200f + labels[i / 16 % labels.length] / 30f;
        }
        NpyFormat.write(directory.resolve("examples.npy"), new long[] {30, 1, 4, 4}, values);
        ByteBuffer text = ByteBuffer.allocate(10 + 118 + 30);
        text.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (30,), }";
        text.put(String.format(Locale.ROOT, "%-117s\n", header).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 30; i++) {
            text.put((byte) labels[i % labels.length]);
        }
        Files.write(directory.resolve("labels.npy"), text.array());
    }

    /** Writes files in MNIST's format; the labels cycle from 0 to {@code classes} − 1. */
    private static void digits(Path directory, String part, int count, int classes) throws IOException {
        Path in = Files.createDirectories(directory.resolve("kmnist"));
        ByteBuffer images = ByteBuffer.allocate(16 + count * 784);
        images.putInt(0x803).putInt(count).putInt(28).putInt(28);
        for (int i = 0; i < count * 784; i++) {
            images.put((byte) (i * 31 % 251));
        }
        Files.write(in.resolve(part + "-images-idx3-ubyte"), images.array());
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            labels.put((byte) (i % classes));
        }
        Files.write(in.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    private static void picture(Path file, int grey) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 16; p++) {
            int level = (grey + p) & 0xff;
            image.setRGB(p % 4, p / 4, (level << 16) | (level << 8) | level);
        }
        String name = file.getFileName().toString();
        ImageIO.write(image, name.substring(name.length() - 3), file.toFile());
    }

    private static Map<Path, Long> sizes(Path root) throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(file, Files.size(file));
            }
        }
        return sizes;
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static JsonNode record(Path run) throws IOException {
        return JSON.readTree(run.resolve("data.json").toFile());
    }

    private Command process(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(FreshJava.COMMAND);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Gan.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Command(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }

    private static void assertFails(Command command, int exitCode, String... messages) {
        assertThat(command.err()).contains(messages);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.exitCode()).isEqualTo(exitCode);
    }
}
