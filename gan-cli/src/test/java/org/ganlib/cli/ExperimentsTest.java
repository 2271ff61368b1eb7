package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every experiment that `index` lists: that it is read, and trains for a few steps; the large ones
 * on small batches.
 */
final class ExperimentsTest {
    /** Batches that a test has time for. Those of the perceptrons stay as they are. */
    private static final List<String> LARGE =
            List.of("wgan-64", "lsgan-112", "lsgan-characters", "fgan-mnist", "sngan-cifar10");

    /** Digits in the place of data that is not part of ganlib. */
    private static final Map<String, List<String>> OTHER_DATA = Map.of(
            "wgan-64", List.of("dataset.name=mnist", "dataset.size=64"),
            "lsgan-112", List.of("dataset.name=mnist", "dataset.size=112"),
            "sngan-cifar10", List.of("dataset.name=mnist", "dataset.size=32"),
            "fashion", List.of("dataset.name=mnist"),
            "sngan-fashion", List.of("dataset.name=mnist"));

    @TempDir
    private Path folder;

    static Stream<String> names() throws IOException {
        return Files.readAllLines(experiments().resolve("index")).stream();
    }

    @Test
    void everyFileIsListed() throws IOException {
        try (Stream<Path> files = Files.list(experiments())) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".yaml"))
                            .map(file -> file.replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(names().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyExperimentTrains(String name) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                name,
                "train.steps=2",
                "train.samples=4",
                "train.checkpoint-every=0",
                "threads=1",
                "--quiet",
                "--out",
                folder.resolve(name).toString()));
        if (LARGE.contains(name)) {
            arguments.add("train.batch=2");
        }
        arguments.addAll(OTHER_DATA.getOrDefault(name, List.of()));
        if (name.equals("wgan-64") || name.equals("wgan-mnist")) {
            arguments.add("schedule.warm-up-critic-steps=6");
        }

        Command command = Command.run(arguments.toArray(String[]::new));

        boolean fontsMissing = name.equals("lsgan-characters") && command.exitCode() == 3;
        assumeFalse(fontsMissing, command.err());
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(folder.resolve(name).resolve("checkpoints/step-000002.zip")).exists();
    }

    @Test
    void withoutFontsOneLineSaysWhatToInstallAndWhatElseTrains() throws IOException {
        Path none = Files.createDirectory(folder.resolve("none"));
        List<String> arguments = List.of(
                "train",
                "lsgan-characters",
                "train.steps=2",
                "train.batch=2",
                "threads=1",
                "--quiet",
                "--out",
                folder.resolve("run").toString());
        List<String> fontless = new ArrayList<>(arguments);
        fontless.add("dataset.fonts=" + none);
        Command refused = Command.run(fontless.toArray(String[]::new));
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err().lines().filter(line -> line.contains("rendered-characters")))
                .singleElement()
                .asString()
                .contains("fonts-wqy-microhei", "dataset.name=mnist dataset.range=unit");
        assertThat(folder.resolve("run")).doesNotExist();

        List<String> digits = new ArrayList<>(arguments);
        digits.addAll(List.of("dataset.name=mnist", "dataset.range=unit", "--dry-run"));
        Command trained = Command.run(digits.toArray(String[]::new));
        assertThat(trained.exitCode()).as(trained.err()).isZero();
    }

    @ParameterizedTest
    @MethodSource("photographs")
    void withoutPhotographsOneLineSaysWhatToPlaceWhere(String name, String place) {
        Command command = Command.run(
                "train",
                name,
                "--data-dir",
                folder.toString(),
                "--quiet",
                "--out",
                folder.resolve("run").toString());

        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err().lines().filter(line -> line.contains(place)))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains(folder.toString())
                        .contains("PNG, JPEG, BMP, GIF, TIFF or WebP")
                        .contains("dataset.folder"));
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void withoutCifarOneLineSaysWhatToPlaceWhere() {
        Command command = Command.run(
                "train",
                "sngan-cifar10",
                "--data-dir",
                folder.toString(),
                "--quiet",
                "--out",
                folder.resolve("run").toString());

        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err().lines().filter(line -> line.contains("cifar-10-binary.tar.gz")))
                .singleElement()
                .asString()
                .contains("Put", folder.toString());
        assertThat(folder.resolve("run")).doesNotExist();
    }

    static Stream<Arguments> photographs() {
        return Stream.of(Arguments.of("wgan-64", "lsun-bedroom"), Arguments.of("lsgan-112", "lsun-scenes"));
    }

    private static Path experiments() {
        return Path.of("..", "experiments");
    }
}
