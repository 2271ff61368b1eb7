package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.ganlib.cli.render.Animation;
import org.ganlib.file.NpyFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands read and write images in folders, draw pictures of images, and report on both. */
final class ImagesCommandTest {
    private static final String METRIC = "optimal-transport";

    @TempDir
    private Path folder;

    @RegisterExtension
    private final LogLines log = new LogLines();

    private List<String> said() {
        return log.lines();
    }

    @Test
    void theFirstFileDoesNotDecideOfHowManyChannelsAllAre() throws IOException {
        Path greyFirst = folder.resolve("grey-first");
        Path colourFirst = folder.resolve("colour-first");
        for (int i = 0; i < 4; i++) {
            image(greyFirst.resolve(i + ".png"), i > 0, i);
            image(colourFirst.resolve((i + 3) % 4 + ".png"), i > 0, i);
        }
        Path fake = folder.resolve("fake");
        for (int i = 0; i < 4; i++) {
            image(fake.resolve(i + ".png"), true, 9 + i);
        }
        double first = value(evaluate(greyFirst, fake));
        assertThat(said())
                .contains(greyFirst
                        + ": 1 of 4 images are stored in grey and read as three equal channels, because others are in"
                        + " colour");
        assertThat(value(evaluate(colourFirst, fake))).isEqualTo(first).isPositive();
    }

    @Test
    void imagesHaveTheChannelsOfTheDataTheyAreComparedWith() throws IOException {
        Path greys = folder.resolve("greys");
        Path stored = folder.resolve("stored-in-colour");
        Path colours = folder.resolve("colours");
        for (int i = 0; i < 3; i++) {
            image(greys.resolve(i + ".png"), false, i);
            greyStoredInColour(stored.resolve(i + ".png"), i);
            image(colours.resolve(i + ".png"), true, i);
        }
        assertThat(value(evaluate(greys, stored))).as("the same images").isZero();
        assertThat(said())
                .contains(stored + ": 3 of 3 images are stored in colour, show none, and are read as one channel, as"
                        + " greys has them");
        Command refused =
                Command.run("evaluate", "--real", greys.toString(), "--fake", colours.toString(), "--metric", METRIC);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err().strip())
                .contains(colours.resolve("0.png") + ": shows colours, and greys has one channel (1×8×8)")
                .doesNotContain("\n");
        assertThat(value(evaluate(colours, greys))).isPositive();
        assertThat(said())
                .contains(greys + ": 3 of 3 images are stored in grey and read as three equal channels, as colours has"
                        + " them");
    }

    @Test
    void filesThatAreLeftOutAreCountedByReason() throws IOException {
        Path mixed = folder.resolve("mixed");
        for (int i = 0; i < 3; i++) {
            image(mixed.resolve("a").resolve(i + ".png"), true, i);
            image(mixed.resolve("a/more").resolve(i + ".png"), true, i);
        }
        for (String name : List.of("a/x.heic", "a/y.avif", "a/notes.txt", "a/._0.png", "labels.csv")) {
            Files.writeString(mixed.resolve(name), "x");
        }
        String told = ": files that are left out: 3 in folders further inside, which are not looked into (a/more);"
                + " 2 of formats that are not read (.avif, .heic); 1 hidden (.png);"
                + " 2 no images by their endings (.csv, .txt)";
        value(evaluate(mixed, mixed));
        assertThat(said()).contains(mixed + told);
        Command preview = Command.run(
                "data",
                "preview",
                "image-folder",
                "folder=" + mixed,
                "size=8",
                "hold-out=0",
                "--out",
                folder.resolve("p.png").toString());
        assertThat(preview.exitCode()).as(preview.err()).isZero();
        assertThat(said().stream().filter(line -> line.contains(told)))
                .as("said once by this process")
                .hasSize(1);
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("x.heic"), "x");
        Command refused =
                Command.run("evaluate", "--real", foreign.toString(), "--fake", mixed.toString(), "--metric", METRIC);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .contains("holds no image ending in .png, ")
                .contains("(left out: 1 of formats that are not read (.heic))");
    }

    /**
     * The values of these images lie in 0…1, within the range −1…1; they must not be mistaken for a
     * range of their own.
     */
    @Test
    void brightImagesAreNoFurtherFromThemselvesThanOthers() throws IOException {
        Path bright = folder.resolve("bright");
        for (int i = 0; i < 2; i++) {
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < 64; p++) {
                image.getRaster().setSample(p % 8, p / 8, 0, 150 + i + p);
            }
            write(bright.resolve(i + ".png"), image);
        }
        assertThat(value(evaluate(bright, bright))).isZero();
    }

    @Test
    void imagesFromZeroToOneAreNotTakenForImagesFromMinusOneSilently() throws IOException {
        float[] values = new float[2 * 784];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 784 / 783f;
        }
        Path unit = folder.resolve("unit.npy");
        NpyFormat.write(unit, new long[] {2, 28, 28}, values);
        ok(Command.run("evaluate", "--real", "mnist", "--fake", unit.toString(), "--metric", METRIC));
        assertThat(said())
                .contains(unit + ": values lie in 0…1, those of mnist (embedded) in -1…1. They are compared as they"
                        + " are; scale them alike if they are not.");
    }

    @Test
    void filesThatHoldSeveralImagesAreCounted() throws IOException {
        Path gifs = Files.createDirectories(folder.resolve("gifs"));
        BufferedImage first = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        BufferedImage second = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        second.setRGB(1, 1, 0xffffff);
        Animation.write(gifs.resolve("film.gif"), List.of(first, second), 5, 5);
        write(gifs.resolve("still.png"), first);
        value(evaluate(gifs, gifs));
        assertThat(said()).contains(gifs + ": 1 of 2 files hold several images; the first of each is read");
        ok(Command.run("data", "verify", "image-folder", "folder=" + gifs, "size=8", "hold-out=0"));
        assertThat(said())
                .contains(gifs.resolve("film.gif")
                        + ": holds several images; the first is read, here and of other such files");
    }

    @Test
    void trainingSaysThatGreyImagesBecomeThreeEqualChannels() throws IOException {
        for (int i = 0; i < 3; i++) {
            image(folder.resolve("greys").resolve(i + ".png"), false, i);
        }
        Command verified = Command.run(
                "data", "verify", "image-folder", "folder=" + folder.resolve("greys"), "size=8", "hold-out=0");
        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(said())
                .filteredOn(line -> line.startsWith("image-folder: images that are stored in grey are read as three"))
                .hasSize(1);
    }

    @Test
    void dataWithoutAHeldOutPartIsVerifiedAndEvaluated() throws IOException {
        Path file = points("points.npy", 30);
        Path fake = points("fake.npy", 20);
        Command verified = Command.run("data", "verify", "npy", "file=" + file, "hold-out=0");
        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(verified.out())
                .contains("training: 30 examples of 2,")
                .contains("held-out: no examples; metrics that need some cannot be asked for")
                .contains("values: unbounded");
        JsonNode report = json(Command.run(
                "evaluate",
                "--real",
                "npy",
                "real.file=" + file,
                "real.hold-out=0",
                "--fake",
                fake.toString(),
                "--metric",
                "energy",
                "--json"));
        assertThat(report.path("energy[pixels]").path("value").isNumber()).isTrue();
        for (String[] needed : List.of(
                new String[] {"--metric", "memorisation"},
                new String[] {"--metric", "energy", "--split", "held-out"},
                new String[] {"--metric", "linear-probe"})) {
            List<String> arguments = new ArrayList<>(List.of(
                    "evaluate", "--real", "npy", "real.file=" + file, "real.hold-out=0", "--fake", fake.toString()));
            arguments.addAll(List.of(needed));
            Command refused = Command.run(arguments.toArray(String[]::new));
            assertThat(refused.exitCode()).as(needed[1]).isNotZero();
            assertThat(refused.err().strip())
                    .startsWith(needed[1])
                    .doesNotContain("\n")
                    .doesNotContain("internal error");
        }
        Command split = Command.run(
                "evaluate",
                "--real",
                "npy",
                "real.file=" + file,
                "real.hold-out=0",
                "--fake",
                fake.toString(),
                "--metric",
                "energy",
                "--split",
                "held-out");
        assertThat(split.exitCode()).isEqualTo(3);
        assertThat(split.err())
                .contains("energy[pixels]: needs held-out examples. " + file + ": none of its 30 examples is held out,"
                        + " because hold-out is 0. Change dataset.hold-out");
    }

    @Test
    void aRunWithoutAHeldOutPartIsEvaluated() throws IOException {
        Path run = folder.resolve("run");
        train(run, "ring-8", "dataset.name=npy", "dataset.file=" + points("points.npy", 200), "dataset.hold-out=0");
        JsonNode report =
                json(Command.run("evaluate", run.toString(), "--metric", "energy", "--count", "50", "--json"));
        assertThat(report.path("energy[pixels]").path("value").isNumber()).isTrue();
        Command refused = Command.run("evaluate", run.toString(), "--metric", "memorisation", "--count", "50");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err()).contains("memorisation").contains("dataset.hold-out");
    }

    @Test
    void anImageHasTheSameBytesAloneAndAmongFifty() throws IOException {
        Path run = folder.resolve("run");
        train(run, "mnist-mlp", "dataset.name=npy", "dataset.file=" + unboundedImages(), "train.sample-every=2");
        JsonNode display =
                new ObjectMapper().readTree(run.resolve("display.json").toFile());
        assertThat(display.path("low").asDouble()).isEqualTo(-3);
        assertThat(display.path("high").asDouble()).isEqualTo(60.5);
        assertThat(display.path("examples").asInt()).isEqualTo(36);

        Path one = folder.resolve("one");
        Path fifty = folder.resolve("fifty");
        sample(run, 1, one);
        sample(run, 50, fifty);
        assertThat(fifty.resolve("000000.png")).hasSameBinaryContentAs(one.resolve("000000.png"));

        Path grid = folder.resolve("grid.png");
        sample(run, 50, grid);
        assertThat(level(grid, 2, 2)).isEqualTo(level(fifty.resolve("000000.png"), 0, 0));

        // Without display.json the run looks like one of an older version, and the range is
        // computed from the data.
        Files.delete(run.resolve("display.json"));
        Path again = folder.resolve("again");
        sample(run, 1, again);
        assertThat(again.resolve("000000.png")).hasSameBinaryContentAs(one.resolve("000000.png"));
        assertThat(run.resolve("display.json")).doesNotExist();

        Path trip = folder.resolve("trip.gif");
        ok(Command.run("interpolate", run.toString(), "--rows", "2", "--steps", "2", "--out", trip.toString()));
        assertThat(levels(trip))
                .as("no frame is stretched to all levels")
                .isNotEmpty()
                .allMatch(range -> range < 255);

        Files.writeString(run.resolve("display.json"), "{\"low\": 2, \"high\": \"x\"}");
        Command damaged = Command.run(
                "sample",
                run.toString(),
                "--count",
                "1",
                "--out",
                folder.resolve("x.png").toString());
        assertThat(damaged.exitCode()).isEqualTo(3);
        assertThat(damaged.err()).contains(run.resolve("display.json") + ": is damaged");
    }

    @Test
    void previewShowsUnboundedImagesInTheRangeOfAllOfThem() throws IOException {
        Path one = folder.resolve("one.png");
        ok(Command.run(
                "data",
                "preview",
                "npy",
                "file=" + unboundedImages(),
                "hold-out=0",
                "--count",
                "1",
                "--out",
                one.toString()));
        BufferedImage picture = ImageIO.read(one.toFile());
        int highest = 0;
        for (int i = 2; i < picture.getWidth() - 2; i++) {
            highest = Math.max(highest, picture.getRGB(i, i) & 0xff);
        }
        assertThat(highest).as("an image that is dark among others").isLessThan(200);
    }

    @Test
    void imagesInABoundedRangeNeedNoRecord() {
        Path run = folder.resolve("run");
        train(run, "mnist-mlp");
        assertThat(run.resolve("display.json")).doesNotExist();
        assertThat(said()).noneMatch(line -> line.startsWith("pictures:"));
    }

    /**
     * Forty images of unbounded data, with values from −3 on. The first 36 are each brighter than
     * the one before, and the last four start again; all of them are never held out together.
     */
    private Path unboundedImages() {
        float[] values = new float[40 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = -3 + i / 16 % 36 * 63.5f / 35 * (i % 16) / 15;
        }
        Path file = folder.resolve("images.npy");
        NpyFormat.write(file, new long[] {40, 4, 4}, values);
        return file;
    }

    private Path points(String name, int count) {
        float[] values = new float[2 * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 1.7 + name.length());
        }
        Path file = folder.resolve(name);
        NpyFormat.write(file, new long[] {count, 2}, values);
        return file;
    }

    private static void train(Path run, String experiment, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                experiment,
                "train.steps=4",
                "train.batch=8",
                "generator.hidden=[16]",
                "critic.hidden=[16]",
                "--out",
                run.toString(),
                "--quiet"));
        arguments.addAll(List.of(more));
        ok(Command.run(arguments.toArray(String[]::new)));
    }

    private static void sample(Path run, int count, Path out) {
        ok(Command.run("sample", run.toString(), "--count", String.valueOf(count), "--out", out.toString()));
    }

    private static Command ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
        return command;
    }

    private static int level(Path picture, int x, int y) throws IOException {
        return ImageIO.read(picture.toFile()).getRGB(x, y) & 0xff;
    }

    /** For each frame of the GIF: the maximum level minus the minimum level, inside its border. */
    private static List<Integer> levels(Path gif) throws IOException {
        List<Integer> ranges = new ArrayList<>();
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
            reader.setInput(in);
            for (int i = 0; i < reader.getNumImages(true); i++) {
                BufferedImage frame = reader.read(i);
                int low = 255;
                int high = 0;
                for (int p = 4; p < frame.getWidth() - 4; p++) {
                    for (int q = 4; q < frame.getHeight() - 4; q++) {
                        int level = frame.getRGB(p, q) >> 8 & 0xff;
                        low = Math.min(low, level);
                        high = Math.max(high, level);
                    }
                }
                ranges.add(high - low);
            }
        } finally {
            reader.dispose();
        }
        return ranges;
    }

    private JsonNode evaluate(Path real, Path fake) throws IOException {
        return json(Command.run(
                "evaluate", "--real", real.toString(), "--fake", fake.toString(), "--metric", METRIC, "--json"));
    }

    private static JsonNode json(Command command) throws IOException {
        return new ObjectMapper().readTree(ok(command).out());
    }

    private static double value(JsonNode report) {
        return report.path(METRIC + "[pixels]").path("value").asDouble(Double.NaN);
    }

    private static void image(Path file, boolean colours, int seed) throws IOException {
        BufferedImage image =
                new BufferedImage(8, 8, colours ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            for (int band = 0; band < (colours ? 3 : 1); band++) {
                image.getRaster().setSample(i % 8, i / 8, band, (i * (seed + 3) + 60 * band) % 256);
            }
        }
        write(file, image);
    }

    /** Writes the grey levels of {@link #image} as three equal colour channels. */
    private static void greyStoredInColour(Path file, int seed) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, i * (seed + 3) % 256 * 0x010101);
        }
        write(file, image);
    }

    private static void write(Path file, BufferedImage image) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
