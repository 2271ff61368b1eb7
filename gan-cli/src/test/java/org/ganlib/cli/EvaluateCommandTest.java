package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.ganlib.file.NpyFormat;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of other frameworks, in files. */
final class EvaluateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void featuresInFilesAreCompared() throws IOException {
        JsonNode report = evaluate(
                points("real.npy", 1, 300, 0),
                points("fake.npy", 2, 200, 1),
                "--metric",
                "frechet,coverage,energy",
                "coverage.k=3");
        JsonNode frechet = report.path("frechet[pixels]");
        assertThat(frechet.path("value").asDouble()).isCloseTo(5, within(1.5));
        assertThat(frechet.path("samples").asInt()).isEqualTo(200);
        assertThat(frechet.path("seed").asInt()).isEqualTo(1);
        assertThat(frechet.path("provenance").path("extractor").asText()).isEqualTo("pixels");
        assertThat(frechet.path("provenance").path("extractor hash").asText()).isEqualTo("identity");
        assertThat(frechet.path("provenance").path("split").asText()).isEqualTo("training");
        assertThat(frechet.path("provenance").path("real examples").asText()).isEqualTo("300");
        assertThat(report.path("coverage[pixels]").path("protocol").asText()).contains("k = 3");
        assertThat(report.has("energy[pixels]")).isTrue();
    }

    @Test
    void argumentsThatWouldBeIgnoredAreRefused() throws IOException {
        String real = points("real.npy", 1, 30, 0).toString();
        String fake = points("fake.npy", 2, 20, 1).toString();
        assertRefused("--checkpoint goes with a run directory", real, fake, "--checkpoint", "x.zip");
        assertRefused("real.size=critic: --real names a file, which has no settings", real, fake, "real.size=critic");
        assertRefused("--split: --real names a file, which has no parts", real, fake, "--split", "held-out");
        assertRefused("--extractor: modes would not use it", real, fake, "--extractor", "pca", "--metric", "modes");
        assertRefused("--real, --fake, --held-out and the run directory: must name something", "", fake);
        Command run = Command.run("evaluate", folder.toString(), "real.size=critic");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("real.size=critic: goes with --real; a run has its own data");
    }

    private static void assertRefused(String message, String real, String fake, String... more) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--real", real, "--fake", fake));
        arguments.addAll(List.of(more));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isEqualTo(2);
        assertThat(command.err()).startsWith(message);
    }

    @Test
    void doublesAndBytesOfNumpyAreRead() throws IOException {
        Path doubles = numpy("doubles.npy", "<f8", "(4, 2)", 64, buffer -> {
            for (int i = 0; i < 8; i++) {
                buffer.putDouble(i);
            }
        });
        Path bytes = numpy("bytes.npy", "|u1", "(4, 2)", 8, buffer -> {
            for (int i = 0; i < 8; i++) {
                buffer.put((byte) (200 + i));
            }
        });
        JsonNode report = evaluate(doubles, bytes, "--metric", "wasserstein-1d");
        assertThat(report.path("wasserstein-1d[pixels]").path("value").asDouble())
                .isCloseTo(200, within(1e-9));
    }

    /** Images of another shape have the same number of values, but in another order. */
    @Test
    void imagesOfAnotherShapeAreNotCompared() throws IOException {
        Path wide = bytes("wide.npy", "(3, 1, 4, 8)");
        for (String other : List.of("(3, 8, 4)", "(3, 2, 16)")) {
            Path different = bytes("other.npy", other);
            Command command = Command.run("evaluate", "--real", wide.toString(), "--fake", different.toString());
            assertThat(command.exitCode()).as(command.err()).isEqualTo(3);
            assertThat(command.err())
                    .startsWith(different + ": has examples of ")
                    .contains(", wide.npy has 1×4×8. Compare examples of one shape.");
        }
        // Vectors may be images that were written row by row.
        for (String same : List.of("(3, 32)", "(3, 4, 8)", "(3, 4, 8, 1)")) {
            JsonNode report = evaluate(wide, bytes("same.npy", same), "--metric", "wasserstein-1d");
            assertThat(report.path("wasserstein-1d[pixels]").path("value").asDouble())
                    .as(same)
                    .isZero();
        }
    }

    private Path bytes(String name, String shape) throws IOException {
        return numpy(name, "|u1", shape, 96, buffer -> {
            for (int i = 0; i < 96; i++) {
                buffer.put((byte) (2 * i));
            }
        });
    }

    @Test
    void foldersOfImagesAreBroughtToTheRangeOfTheData() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < 3; i++) {
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(i, 0, 0, 255);
            ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
        }
        Command command = Command.run(
                "evaluate", "--real", "mnist", "--fake", images.toString(), "--metric", "optimal-transport", "--json");
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(command.out())
                        .path("optimal-transport[pixels]")
                        .path("samples")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void imagesInAFolderForEachClassAreRead() throws IOException {
        Path flat = Files.createDirectory(folder.resolve("flat"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        for (int i = 0; i < 4; i++) {
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(i, i, 0, 255);
            Path ofClass = Files.createDirectories(classes.resolve(i < 2 ? "a" : "b"));
            ImageIO.write(image, "png", flat.resolve(i + ".png").toFile());
            ImageIO.write(image, "png", ofClass.resolve(i + ".png").toFile());
        }
        JsonNode report = evaluate(flat, classes, "--metric", "optimal-transport");
        assertThat(report.path("optimal-transport[pixels]").path("value").asDouble())
                .as("the same images")
                .isZero();
        Path hollow = Files.createDirectories(folder.resolve("hollow").resolve("a"));
        refused(3, "nor do the folders inside it", flat, hollow.getParent());
    }

    @Test
    void aDataSetIsNotComparedWithItself() throws IOException {
        Command command = Command.run(
                "evaluate",
                "--real",
                "mnist",
                "real.subset=embedded",
                "--fake",
                "mnist",
                "--split",
                "held-out",
                "--metric",
                "parzen,nearest-neighbour,optimal-transport",
                "--json");
        assertThat(command.exitCode()).as(command.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(command.out());
        // Of 2,000 held-out digits, half stand for generated ones.
        assertThat(report.path("parzen").path("samples").asInt()).isEqualTo(1000);
        assertThat(report.path("parzen")
                        .path("provenance")
                        .path("test examples")
                        .asInt())
                .isEqualTo(500);
        assertThat(report.path("nearest-neighbour").path("value").asDouble()).isCloseTo(1, within(0.05));
        assertThat(report.path("optimal-transport[pixels]").path("value").asDouble())
                .isGreaterThan(1);
    }

    @Test
    void unseenExamplesCanBeGiven() throws IOException {
        Path real = points("real.npy", 1, 200, 0);
        Path fake = points("fake.npy", 2, 200, 0);
        refused(
                1,
                "memorisation[pixels]: compares with real examples the model has not seen",
                real,
                fake,
                "--metric",
                "memorisation");
        Path heldOut = points("held-out.npy", 3, 200, 0);
        String[] arguments = {"--metric", "memorisation,parzen", "--held-out", heldOut.toString()};
        JsonNode unseen = evaluate(real, fake, arguments);
        assertThat(unseen.path("memorisation[pixels]").path("value").asDouble()).isCloseTo(0.5, within(0.15));
        assertThat(evaluate(real, real, arguments)
                        .path("memorisation[pixels]")
                        .path("value")
                        .asDouble())
                .isEqualTo(1);
        assertThat(evaluate(real, fake, "--metric", "parzen")
                        .path("parzen")
                        .path("value")
                        .asDouble())
                .as("likelihood of other examples")
                .isNotEqualTo(unseen.path("parzen").path("value").asDouble());
    }

    @Test
    void repetitionsGiveAnInterval() throws IOException {
        JsonNode metric = evaluate(
                        points("real.npy", 1, 300, 0),
                        points("fake.npy", 2, 300, 1),
                        "--metric",
                        "frechet",
                        "--repeats",
                        "3")
                .path("frechet[pixels]");
        assertThat(metric.path("values")).hasSize(3);
        assertThat(metric.path("samples").asInt()).isEqualTo(100);
        assertThat(metric.path("standardError").asDouble()).isPositive();
        assertThat(metric.path("interval").path(0).asDouble())
                .isLessThanOrEqualTo(metric.path("value").asDouble());
        assertThat(metric.path("interval").path(1).asDouble())
                .isGreaterThanOrEqualTo(metric.path("value").asDouble());
    }

    @Test
    void dataSortedByModeMeasuresLikeShuffledData() throws IOException {
        int[] all = IntStream.range(0, 8).toArray();
        Path sorted = ring("sorted.npy", 1, 20_000, all, false);
        Path shuffled = ring("shuffled.npy", 1, 20_000, all, true);
        Path perfect = ring("perfect.npy", 2, 10_000, all, false);
        Path half = ring("half.npy", 3, 10_000, new int[] {0, 1, 2, 3}, false);
        for (Path real : List.of(sorted, shuffled)) {
            // For half of a ring of radius 3, the mean is off by 1.96, and one variance is smaller
            // by 1.96².
            assertThat(ofDataSet(real, perfect).path("value").asDouble()).isLessThan(0.05);
            assertThat(ofDataSet(real, half).path("value").asDouble()).isBetween(4.5, 6.5);
        }
        JsonNode result = ofDataSet(sorted, perfect, "--count", "2000", "--seed", "3");
        assertThat(result.path("value").asDouble()).isLessThan(0.1);
        assertThat(result.path("samples").asInt()).isEqualTo(2000);
        JsonNode provenance = result.path("provenance");
        assertThat(provenance.path("real examples").asText()).isEqualTo("10000");
        assertThat(provenance.path("real subset").asText())
                .isEqualTo("10,000 of 18,000 examples, drawn at random (seed 3)");
        assertThat(provenance.path("generated subset").asText())
                .isEqualTo("2,000 of 10,000 examples, drawn at random (seed 3)");
        assertThat(provenance.path("real subset hash").asText()).startsWith("sha256 ");
        assertThat(ofDataSet(sorted, perfect, "--count", "2000", "--seed", "3")).isEqualTo(result);
        assertThat(ofDataSet(sorted, perfect, "--count", "2000", "--seed", "4")
                        .path("provenance")
                        .path("real subset hash"))
                .isNotEqualTo(provenance.path("real subset hash"));
    }

    @Test
    void partsOfASortedFileHaveAllModes() throws IOException {
        int[] all = IntStream.range(0, 8).toArray();
        JsonNode metric = evaluate(
                        ring("real.npy", 1, 4000, all, false),
                        ring("fake.npy", 2, 4000, all, false),
                        "--metric",
                        "frechet",
                        "--repeats",
                        "4")
                .path("frechet[pixels]");
        assertThat(metric.path("values")).hasSize(4).allSatisfy(v -> assertThat(v.asDouble())
                .isLessThan(0.2));
        assertThat(metric.path("provenance").path("generated subset").asText())
                .isEqualTo("1,000 of 4,000 examples, drawn at random (seed 1)");
    }

    @Test
    void whatSeveralMetricsShareIsNamedInEachResult() throws IOException {
        int[] all = IntStream.range(0, 8).toArray();
        JsonNode report = evaluate(
                ring("real.npy", 1, 3000, all, false),
                ring("fake.npy", 2, 500, all, false),
                "--metric",
                "energy,coverage,optimal-transport",
                "--real-count",
                "600",
                "optimal-transport.limit=400");
        for (String metric : List.of("energy[pixels]", "coverage[pixels]")) {
            assertThat(report.path(metric)
                            .path("provenance")
                            .path("real subset")
                            .asText())
                    .isEqualTo("600 of 3,000 examples, drawn at random (seed 1)");
        }
        JsonNode transport = report.path("optimal-transport[pixels]");
        assertThat(transport.path("samples").asInt()).isEqualTo(400);
        assertThat(transport.path("provenance").path("real subset").asText())
                .isEqualTo("400 of 3,000 examples, drawn at random (seed 1)");
        assertThat(transport.path("provenance").path("generated subset").asText())
                .isEqualTo("400 of 500 examples, drawn at random (seed 1)");
    }

    @Test
    void halvesOfADataSetHaveAllClasses() throws IOException {
        // The classes alternate, so every second held-out row would be of one class.
        StringBuilder rows = new StringBuilder("x,kind\n");
        RandomStream random = new RandomStream(1);
        for (int i = 0; i < 2000; i++) {
            rows.append(10 * (i % 2) + random.nextNormal())
                    .append(',')
                    .append(i % 2)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("turns.csv"), rows);
        Command command = Command.run(
                "evaluate",
                "--real",
                "csv",
                "real.file=" + file,
                "real.label=kind",
                "real.hold-out=0.5",
                "--fake",
                "csv",
                "--split",
                "held-out",
                "--metric",
                "wasserstein-1d",
                "--json");
        assertThat(command.exitCode()).as(command.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(command.out()).path("wasserstein-1d[pixels]");
        assertThat(result.path("value").asDouble()).isLessThan(0.5);
        assertThat(result.path("samples").asInt()).isEqualTo(500);
    }

    private static JsonNode ofDataSet(Path real, Path fake, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                "--real",
                "npy",
                "real.file=" + real,
                "--fake",
                fake.toString(),
                "--metric",
                "frechet",
                "--json"));
        arguments.addAll(List.of(more));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out()).path("frechet[pixels]");
    }

    /**
     * Points around eight modes on a ring of radius 3, with standard deviation 0.1; the modes
     * follow one another unless shuffled.
     */
    private Path ring(String name, long seed, int count, int[] modes, boolean shuffled) {
        RandomStream random = new RandomStream(seed);
        int[] order = IntStream.range(0, count).toArray();
        float[] values = new float[2 * count];
        if (shuffled) {
            new RandomStream(seed + 100).shuffle(order);
        }
        for (int i = 0; i < count; i++) {
            double angle = Math.PI / 4 * modes[(int) ((long) i * modes.length / count)];
            int place = order[i];
            values[2 * place] = (float) (3 * Math.cos(angle) + 0.1 * random.nextNormal());
            values[2 * place + 1] = (float) (3 * Math.sin(angle) + 0.1 * random.nextNormal());
        }
        Path file = folder.resolve(name);
        NpyFormat.write(file, new long[] {count, 2}, values);
        return file;
    }

    @Test
    void extractorsAreNamedInTheKey() throws IOException {
        JsonNode report = evaluate(
                points("real.npy", 1, 300, 0),
                points("fake.npy", 2, 200, 1),
                "--metric",
                "frechet[pca],frechet",
                "--extractor",
                "pixels");
        assertThat(report.fieldNames()).toIterable().containsExactly("frechet[pca]", "frechet[pixels]");
        assertThat(report.path("frechet[pca]")
                        .path("provenance")
                        .path("extractor hash")
                        .asText())
                .startsWith("sha256 ");
        // All components: the same space, turned.
        assertThat(report.path("frechet[pca]").path("value").asDouble())
                .isCloseTo(report.path("frechet[pixels]").path("value").asDouble(), within(1e-4));
    }

    @Test
    void wrongInputIsToldInOneLine() throws IOException {
        Path real = points("real.npy", 1, 50, 0);
        refused(3, "missing.npy: does not exist", real, folder.resolve("missing.npy"));
        Path cut = folder.resolve("cut.npy");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(real), 300));
        refused(3, "its header promises <f4 values of shape [50, 5]", real, cut);
        Path text = Files.writeString(folder.resolve("text.npy"), "no array");
        refused(3, "does not start with the bytes 93 4e 55 4d 50 59", real, text);
        refused(
                3,
                "holds values of type '<c16' (complex numbers), expected b1, u1",
                real,
                numpy("complex.npy", "<c16", "(1, 5)", 80, b -> {}));
        refused(
                3,
                "promises the shape [9000000000000000000, 9]",
                real,
                numpy("huge.npy", "<f4", "(9000000000000000000, 9)", 8, b -> {}));
        refused(3, "examples of 3", real, numpy("three.npy", "<f4", "(2, 3)", 24, b -> {}));
        refused(3, "Set --layout to channels-first", numpy("cube.npy", "<f4", "(1, 3, 3, 3)", 108, b -> {}), real);
        refused(3, "holds no image", real, Files.createDirectory(folder.resolve("empty")));
        refused(
                1,
                "frechet: needs at least 2 generated examples, was 1",
                real,
                numpy("one.npy", "<f4", "(1, 5)", 20, b -> {}));
        refused(3, "swiss-roll: has examples of 2, real.npy has 5", real, Path.of("swiss-roll"));
        refused(3, "lie in -1.0 to 1.0", "mnist", numpy("bright.npy", "<f4", "(1, 784)", 3136, b -> b.putFloat(255)));
    }

    @Test
    void wrongUsageIsToldInOneLine() throws IOException {
        String real = points("real.npy", 1, 50, 0).toString();
        usage("no metric 'frechte'. Available: frechet", "--real", real, "--fake", real, "--metric", "frechte");
        usage("both --real and --fake", "--real", real);
        usage("not both", "run", "--real", real, "--fake", real);
        usage("--held-out goes with --real and --fake", "run", "--held-out", real);
        usage("no extractor 'pixel'. Available: pixels", "--real", real, "--fake", real, "--metric", "frechet[pixel]");
        usage("belongs to no metric", "--real", real, "--fake", real, "--metric", "frechet", "coverage.k=3");
        usage("coverage.k: must be ≥ 1, was 0", "--real", real, "--fake", real, "--metric", "coverage", "coverage.k=0");
        usage(
                "coverage.kk: unknown key. Did you mean 'k'?",
                "--real",
                real,
                "--fake",
                real,
                "--metric",
                "frechet,coverage",
                "coverage.kk=3");
        usage(
                "frechet.extractor: no extractor 'inception'. Available: ",
                "--real",
                real,
                "--fake",
                real,
                "--metric",
                "coverage,frechet[inception]");
        usage("It is called 'frechet' here.", "--real", real, "--fake", real, "--metric", "fid");
        usage("--split: must be training or held-out", "--real", real, "--fake", real, "--split", "test");
    }

    @Test
    void doublesFarFromZeroAreToldApart() throws IOException {
        JsonNode plain = evaluate(golden("r0.npy", 300, 1, 0), golden("f0.npy", 200, 2, 1), "--metric", "frechet");
        // scripts/golden/arrays.py computed these numbers with numpy and scipy.
        assertThat(plain.path("frechet[pixels]").path("value").asDouble()).isCloseTo(4.311183428636073, within(1e-5));
        assertThat(plain.path("frechet[pixels]").has("subtracted")).isFalse();
        Path real = golden("r8.npy", 300, 1, 1e8);
        JsonNode far = evaluate(real, golden("f8.npy", 200, 2, 1e8 + 1), "--metric", "frechet,precision");
        assertThat(far.path("frechet[pixels]").path("value").asDouble()).isCloseTo(4.311183428636073, within(1e-5));
        assertThat(far.path("frechet[pixels]").path("subtracted").asText())
                .isEqualTo("100000000 from column 0, likewise from 1 more, of every file, the mean of r8.npy");
        assertThat(far.path("precision[pixels]").has("subtracted")).isTrue();
        // A file of floats is read with the same origin.
        Path floats = points("f4.npy", 5, 200, 1e8);
        assertThat(evaluate(golden5("r5.npy", 1e8), floats, "--metric", "frechet")
                        .path("frechet[pixels]")
                        .path("value")
                        .asDouble())
                .isLessThan(60);
    }

    @Test
    void doublesThatNothingCanBeSubtractedFromAreRefused() throws IOException {
        Path far = golden("f8.npy", 200, 2, 1e8);
        refused(3, "f8.npy: 32-bit floats cannot tell the numbers of column 0 apart", "two-moons", far);
        refused(3, "two-moons: is no .npy file, so that nothing can be subtracted from it", far, Path.of("two-moons"));
        Path images = numpy("images.npy", "<f8", "(10, 2, 2)", 320, b -> {
            for (int i = 0; i < 40; i++) {
                b.putDouble(1e8 + i % 7);
            }
        });
        refused(3, "images.npy: 32-bit floats cannot tell its pixels apart", images, images);
    }

    @Test
    void finiteNumbersBeyondTheFloatsAreNamed() throws IOException {
        Path huge = numpy("huge.npy", "<f8", "(3, 5)", 120, b -> b.putDouble(56, 1e39));
        refused(3, "huge.npy: value 2 of example 1 is 1.0E39, beyond the range", points("real.npy", 1, 50, 0), huge);
        refused(3, "huge.npy: value 2 of example 1 is 1.0E39, beyond the range", huge, points("fake.npy", 1, 50, 0));
    }

    @Test
    void channelsAreFoundFirstOrLast() throws IOException {
        Path first = colours("first.npy", true);
        Path last = colours("last.npy", false);
        for (List<Path> pair : List.of(List.of(first, last), List.of(last, first), List.of(last, last))) {
            JsonNode report = evaluate(pair.get(0), pair.get(1), "--metric", "wasserstein-1d,frechet");
            assertThat(report.path("frechet[pixels]").path("value").asDouble()).isCloseTo(0, within(1e-6));
        }
        refused(
                3,
                "last.npy: has examples of 8×8×3, first.npy has 3×8×8. Compare examples of one shape.",
                first,
                last,
                "--layout",
                "channels-first");
    }

    @Test
    void theRealSideTellsWhereAmbiguousImagesHaveTheirChannels() throws IOException {
        Path cube = numpy("cube.npy", "|u1", "(20, 3, 9, 3)", 20 * 81, b -> {
            for (int i = 0; i < 20 * 81; i++) {
                b.put((byte) (i * 31));
            }
        });
        refused(3, "from which it does not follow whether channels come first or last. Set --layout", cube, cube);
        evaluate(cube, cube, "--metric", "frechet", "--layout", "channels-first");
        usage(
                "--layout: must be auto, channels-first or channels-last, was last",
                "--real",
                cube.toString(),
                "--fake",
                cube.toString(),
                "--layout",
                "last");
        usage("--layout goes with --real and --fake", "run", "--layout", "auto");
    }

    /** Twenty pictures of 8×8 with three colour channels, in either layout. */
    private Path colours(String name, boolean first) throws IOException {
        return numpy(name, "|u1", first ? "(20, 3, 8, 8)" : "(20, 8, 8, 3)", 20 * 192, b -> {
            for (int image = 0; image < 20; image++) {
                for (int i = 0; i < 192; i++) {
                    int channel = first ? i / 64 : i % 3;
                    int pixel = first ? i % 64 : i / 3;
                    b.put((byte) ((image * 67 + channel * 80 + pixel * pixel * (channel + 1)) % 251));
                }
            }
        });
    }

    /** The points of scripts/golden/arrays.py. */
    private Path golden(String name, int count, int factor, double shift) throws IOException {
        return numpy(name, "<f8", "(" + count + ", 2)", 16 * count, b -> {
            for (long i = 0; i < 2L * count; i++) {
                b.putDouble(((i * 7919 + i * i * 31) % 4001 - 2000) * factor / 1024.0 + shift);
            }
        });
    }

    private Path golden5(String name, double shift) throws IOException {
        return numpy(name, "<f8", "(200, 5)", 8000, b -> {
            for (long i = 0; i < 1000; i++) {
                b.putDouble(((i * 7919 + i * i * 31) % 4001 - 2000) / 1024.0 + shift);
            }
        });
    }

    private static void usage(String message, String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate"));
        all.addAll(List.of(arguments));
        Command command = Command.run(all.toArray(String[]::new));
        assertThat(command.err()).contains(message);
        assertThat(command.exitCode()).isEqualTo(2);
    }

    private static void refused(int code, String message, Object real, Path fake) {
        refused(code, message, real, fake, "--metric", "frechet");
    }

    private static void refused(int code, String message, Object real, Path fake, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("evaluate", "--real", real.toString(), "--fake", fake.toString(), "--json"));
        arguments.addAll(List.of(more));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.err()).contains(message);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.exitCode()).as(command.err()).isEqualTo(code);
        assertThat(command.out()).isEmpty();
    }

    private static JsonNode evaluate(Path real, Path fake, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("evaluate", "--real", real.toString(), "--fake", fake.toString(), "--json"));
        arguments.addAll(List.of(more));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }

    /** Standard normal points of five coordinates around {@code shift}. */
    private Path points(String name, long seed, int count, double shift) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[5 * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextNormal() + shift);
        }
        Path file = folder.resolve(name);
        NpyFormat.write(file, new long[] {count, 5}, values);
        return file;
    }

    private interface Filling {
        void fill(ByteBuffer values);
    }

    private Path numpy(String name, String type, String shape, int bytes, Filling filling) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.write(header.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer values = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        filling.fill(values);
        out.write(values.array());
        return Files.write(folder.resolve(name), out.toByteArray());
    }
}
