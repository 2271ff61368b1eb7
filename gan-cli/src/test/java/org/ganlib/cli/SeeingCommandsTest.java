package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.ganlib.file.NpyArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of a run: its report, events, interpolations, truncated samples. */
final class SeeingCommandsTest {
    @TempDir
    private static Path folder;

    private static Path digits;
    private static Path ring;

    @BeforeAll
    static void train() {
        digits = folder.resolve("digits");
        ring = folder.resolve("ring");
        train("mnist-mlp", digits, "train.log-every=2", "train.sample-every=4");
        train("ring-8", ring, "train.log-every=2", "train.sample-every=4");
    }

    @Test
    void trainingEndsWithAReport() throws IOException {
        assertThat(Files.readString(digits.resolve("report.html")))
                .contains(
                        "<h1>digits</h1>", "Gradient norms", "Between latents", "Nearest training images", "finished");
        assertThat(Files.readString(ring.resolve("report.html")))
                .contains("critic&#39;s landscape")
                .doesNotContain("Between latents");
    }

    @Test
    void eventsAreThereUnlessListenersAreNamed() throws IOException {
        assertThat(events(digits)).hasSize(1);
        Path unwatched = folder.resolve("unwatched");
        train("ring-8", unwatched, "listeners=[]");
        assertThat(events(unwatched)).isEmpty();
    }

    private static List<Path> events(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(f -> f.getFileName().toString().startsWith("events.out.tfevents."))
                    .toList();
        }
    }

    @Test
    void reportIsMadeAgainWithItsPictures() throws IOException {
        Path pictures = folder.resolve("pictures");
        Files.delete(ring.resolve("report.html"));
        Command command = ok(Command.run("report", ring.toString(), "--pictures", pictures.toString()));
        assertThat(command.outLines())
                .first()
                .isEqualTo(ring.resolve("report.html").toString());
        assertThat(ring.resolve("report.html")).exists();
        assertThat(ImageIO.read(pictures.resolve("landscape.png").toFile()).getWidth())
                .isGreaterThan(800);
        assertThat(pictures.resolve("training.gif")).exists();
    }

    @Test
    void reportOfWhatIsNoRunIsRefused() {
        Command command = Command.run("report", folder.toString());
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err()).contains("is no run directory");
    }

    @Test
    void interpolationsAreRowsOrAnAnimation() throws IOException {
        Path rows = folder.resolve("rows.png");
        Path trip = folder.resolve("trip.gif");
        ok(Command.run("interpolate", digits.toString(), "--rows", "3", "--steps", "7", "--out", rows.toString()));
        BufferedImage picture = ImageIO.read(rows.toFile());
        assertThat((double) picture.getWidth() / picture.getHeight()).isBetween(7 / 3.0 - 0.1, 7 / 3.0 + 0.1);
        ok(Command.run(
                "interpolate",
                digits.toString(),
                "--rows",
                "2",
                "--steps",
                "3",
                "--path",
                "lerp",
                "--out",
                trip.toString()));
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(trip.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(6);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void badInterpolationsAreRefused() {
        assertThat(Command.run("interpolate", digits.toString(), "--steps", "1", "--out", "a.png")
                        .err())
                .contains("--steps: must be ≥ 2, was 1");
        assertThat(Command.run("interpolate", digits.toString(), "--out", "a.jpg")
                        .err())
                .contains("--out: must end in one of [.png, .gif], was a.jpg");
        assertThat(Command.run(
                                "interpolate",
                                ring.toString(),
                                "--out",
                                folder.resolve("r.png").toString())
                        .err())
                .contains("no images");
    }

    @Test
    void truncationMakesExamplesAlike() throws IOException {
        assertThat(spread("0.1")).isLessThan(0.5 * spread("100"));
        Path plain = folder.resolve("plain.npy");
        Path wide = folder.resolve("wide.npy");
        ok(Command.run("sample", digits.toString(), "--count", "9", "--out", plain.toString()));
        ok(Command.run("sample", digits.toString(), "--count", "9", "--truncation", "100", "--out", wide.toString()));
        assertThat(wide).hasSameBinaryContentAs(plain);
        assertThat(Command.run("sample", digits.toString(), "--truncation", "0", "--out", "a.npy")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void samplesMayBeAFileEach() throws IOException {
        Path images = folder.resolve("images");
        ok(Command.run("sample", digits.toString(), "--count", "3", "--out", images.toString()));
        BufferedImage last = ImageIO.read(images.resolve("000002.png").toFile());
        assertThat(last.getWidth()).isEqualTo(28);
        assertThat(images.resolve("000003.png")).doesNotExist();
    }

    /** The mean variance of a pixel. */
    private static double spread(String bound) {
        Path file = folder.resolve("truncated-" + bound + ".npy");
        ok(Command.run("sample", digits.toString(), "--count", "50", "--truncation", bound, "--out", file.toString()));
        float[] values = NpyArray.read(file).floats();
        int pixels = values.length / 50;
        double sum = 0;
        for (int p = 0; p < pixels; p++) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < 50; i++) {
                mean += values[i * pixels + p] / 50;
                squares += values[i * pixels + p] * values[i * pixels + p] / 50;
            }
            sum += squares - mean * mean;
        }
        return sum / pixels;
    }

    private static void train(String experiment, Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                experiment,
                "train.steps=8",
                "generator.hidden=[32]",
                "critic.hidden=[32]",
                "--out",
                out.toString(),
                "--quiet"));
        arguments.addAll(List.of(more));
        ok(Command.run(arguments.toArray(String[]::new)));
    }

    private static Command ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
        return command;
    }
}
