package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.file.NpyFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An argument without an effect is refused, because whoever gives it expects an effect. */
final class IgnoredArgumentsTest {
    @TempDir
    private static Path folder;

    private static String vectors;
    private static String images;
    private static String pictures;
    private static String run;

    @BeforeAll
    static void makeFiles() throws IOException {
        float[] values = new float[12 * 12];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 101 / 101f;
        }
        vectors = folder.resolve("x.npy").toString();
        NpyFormat.write(Path.of(vectors), new long[] {12, 12}, values);
        images = folder.resolve("images.npy").toString();
        NpyFormat.write(Path.of(images), new long[] {12, 2, 2, 3}, values);
        pictures = RunFiles.pictures(folder.resolve("pictures")).toString();
        run = RunFiles.ofOneStep(folder.resolve("run")).toString();
    }

    @Test
    void consentToChangedDataGoesWithARun() {
        assertRefused(
                "--accept-changed-data goes with a run directory; --real names the data itself",
                files(vectors, vectors, "--metric", "energy", "--accept-changed-data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels-first", "channels-last"})
    void aLayoutGoesWithImagesInArrays(String layout) {
        assertRefused(
                "--layout: is the order of the dimensions of images in .npy files, and " + vectors
                        + " has [12, 12]. Leave it out",
                files(vectors, vectors, "--metric", "energy", "--layout", layout));
        assertRefused(
                "--layout: is the order of the dimensions of images in .npy files, and none is given. Leave it out",
                files(pictures, pictures, "--metric", "energy", "--layout", layout));
    }

    @Test
    void aLayoutOfOneFileIsEnough() {
        Command command = Command.run(files(vectors, images, "--metric", "energy", "--layout", "channels-last"));
        assertThat(command.exitCode()).as(command.err()).isZero();
        Command auto = Command.run(files(vectors, vectors, "--metric", "energy", "--layout", "auto"));
        assertThat(auto.exitCode()).as(auto.err()).isZero();
    }

    @Test
    void aLayoutOfAMissingFileIsNotWhatIsWrong() {
        Command command = Command.run(files(vectors, vectors + "x.npy", "--layout", "channels-last"));
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err()).contains("x.npy: does not exist");
    }

    @ParameterizedTest
    @CsvSource({"--split, held-out", "--real-count, 5"})
    void aPartOfTheDataGoesWithMetricsThatCompareWithIt(String option, String value) {
        String message = option + ": modes did not use it: no features of real examples are compared. Leave it out";
        assertRefused(message, "evaluate", run, "--metric", "modes", "--count", "200", option, value);
        assertRefused(
                message,
                "runs",
                "compare",
                run,
                run,
                "--metric",
                "modes",
                "--count",
                "200",
                "--repeats",
                "2",
                option,
                value);
        Command both =
                Command.run("evaluate", run, "--metric", "modes,frechet", "--count", "200", option, value, "--json");
        assertThat(both.exitCode()).as(both.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--metric=frechet[pca]", "--metric=frechet,frechet.extractor=pca"})
    void anExtractorThatEveryMetricReplacesIsRefused(String metric) {
        List<String> more = new ArrayList<>(List.of(metric.split(",(?=frechet\\.)", -1)));
        more.addAll(List.of("--extractor", "pixels"));
        assertRefused("--extractor: frechet", files(vectors, vectors, more.toArray(String[]::new)));
        more.add("--metric=energy");
        Command command = Command.run(files(vectors, vectors, more.toArray(String[]::new)));
        assertThat(command.exitCode()).as(command.err()).isZero();
    }

    @Test
    void jobsGoWithSeveralRuns() {
        assertRefused(
                "--jobs: goes with --seeds or --multirun; there is one run. Leave it out",
                "train",
                "ring-8",
                "--jobs",
                "2",
                "--dry-run");
    }

    @ParameterizedTest
    @CsvSource({"--sha256, 0000000000000000000000000000000000000000000000000000000000000000", "--to, mnist/x"})
    void aDigestAndAPlaceGoWithAnAddress(String option, String value) {
        assertRefused(
                option + ": goes with --url; of mnist digests and places are known. Leave it out",
                "data",
                "fetch",
                "mnist",
                "--offline",
                option,
                value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scale=smoke", "--seeds=1", "--out=x", "--json"})
    void nothingIsAskedOfAListOfReproductions(String option) {
        assertRefused(option.split("=", 2)[0] + ": goes with an ID, one of theory, ", "reproduce", option);
    }

    @Test
    void anExperimentHasNoJson() {
        assertRefused(
                "--json: 'ring-8' is an experiment, which is shown as YAML. Leave it out",
                "describe",
                "ring-8",
                "--json");
    }

    private static void assertRefused(String message, String... arguments) {
        Command command = Command.run(arguments);
        assertThat(command.err().lines().filter(line -> !line.matches("(threads|device auto|time): .*")))
                .first()
                .asString()
                .startsWith(message);
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.out()).isEmpty();
    }

    private static String[] files(String real, String fake, String... more) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--real", real, "--fake", fake));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
