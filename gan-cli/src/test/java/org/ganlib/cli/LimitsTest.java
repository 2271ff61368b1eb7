package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.ganlib.file.NpyFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that would make a command run for minutes without any output are refused at once. */
final class LimitsTest {
    private static final String ENDLESS = "2147483647";

    @TempDir
    private static Path folder;

    private static String run;
    private static String points;

    @BeforeAll
    static void train() throws IOException {
        run = RunFiles.ofOneStep(folder.resolve("run")).toString();
        points = folder.resolve("points.npy").toString();
        float[] values = new float[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 101;
        }
        NpyFormat.write(Path.of(points), new long[] {200, 2}, values);
    }

    @Test
    void repetitions() {
        String message = "--repeats: must be ≤ 1000, was " + ENDLESS + ". The standard error falls with its root alone";
        assertRefused(message, "evaluate", run, "--metric", "energy", "--repeats", ENDLESS);
        assertRefused(message, "evaluate", "--real", points, "--fake", points, "--repeats", ENDLESS);
        assertRefused(message, "runs", "compare", run, run, "--metric", "energy", "--repeats", ENDLESS);
    }

    @Test
    void realExamplesOfDataWithoutEnd() {
        String message = "--real-count: must be ≤ 1000000 of data without end, as gaussian-ring";
        assertRefused(message, "evaluate", run, "--metric", "energy", "--real-count", ENDLESS);
        assertRefused(message, "evaluate", run, "--real-count", ENDLESS);
        assertRefused(message, "runs", "compare", run, run, "--metric", "energy", "--real-count", ENDLESS);
        assertRefused(
                message,
                "evaluate",
                "--real",
                "gaussian-ring",
                "--fake",
                points,
                "--metric",
                "energy",
                "--real-count",
                ENDLESS);
    }

    @Test
    void allThereAreMayBeAskedFor() {
        Command command = Command.run(
                "evaluate", "--real", points, "--fake", points, "--metric", "energy", "--real-count", ENDLESS);
        assertThat(command.exitCode()).as(command.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "train.accumulate, 10000",
        "schedule.critic-steps, 10000",
        "schedule.warm-up-critic-steps, 10000",
    })
    void minibatchesOfAnUpdate(String setting, String most) {
        assertRefused(
                "command line: " + setting + ": must be ≤ " + most + ", was " + ENDLESS,
                "train",
                "ring-8",
                setting + "=" + ENDLESS,
                "--dry-run");
        Command command = Command.run("train", "ring-8", setting + "=" + most, "--dry-run");
        assertThat(command.exitCode()).as(command.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "sliced-wasserstein, projections, 100000",
        "classifier-two-sample, permutations, 1000000",
        "ms-ssim, pairs, 1000000",
        "perceptual-path-length, paths, 1000000",
        "kde, bandwidths, 1000",
        "f-divergence, bandwidths, 1000",
        "frechet, extractor.epochs, 1000"
    })
    void repetitionsInAMetric(String metric, String setting, String most) {
        List<String> extractor =
                setting.startsWith("extractor") ? List.of("--extractor", "mnist-cnn") : List.of("--seed", "1");
        assertRefused(
                "command line: " + metric + "." + setting + ": must be ≤ " + most + ", was " + ENDLESS,
                "evaluate",
                run,
                "--metric",
                metric,
                metric + "." + setting + "=" + ENDLESS,
                extractor.get(0),
                extractor.get(1));
    }

    @Test
    void stepsOfFineTuning() {
        assertRefused(
                "--steps: must be ≤ 1000000, was " + ENDLESS, "finetune", run, "--labels", "2", "--steps", ENDLESS);
    }

    /**
     * Training reports its progress, so any number of steps is allowed; but printing the plan must
     * not count all of them.
     */
    @Test
    void aPlanOfAnyNumberOfStepsIsMadeAtOnce() {
        Command command = assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> Command.run("train", "ring-8", "train.steps=9223372036854775807", "--dry-run"));
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(command.out()).contains("steps      9,223,372,036,854,775,807 of ", ", about 9,223,372,036,854,77");
    }

    private static void assertRefused(String message, String... arguments) {
        Command command = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Command.run(arguments));
        assertThat(command.err()).startsWith(message);
        assertThat(command.exitCode()).isEqualTo(2);
    }
}
