package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real run with SIGKILL again and again, at random moments from a fixed seed: between
 * steps, during the writing of a checkpoint, and at the start or continuation of the process. In
 * the end the run must equal one that was never killed: no line of metrics and no finding is lost
 * or duplicated.
 *
 * <p>{@code gan.kills} is the number of kills; {@code scripts/crash} uses thirty.
 */
final class CrashTest {
    private static final int KILLS = Integer.getInteger("gan.kills", 3);
    private static final int STEPS = 40 + 40 * KILLS;
    private static final long SECONDS_TO_WAIT = 180;

    @TempDir
    private Path folder;

    private enum Moment {
        AFTER_LINES,
        IN_A_CHECKPOINT,
        AFTER_TIME
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aRunThatIsKilledAgainAndAgainEndsAsIfNothingHadHappened() throws Exception {
        long seed = Long.getLong("gan.crash-seed", System.nanoTime());
        Random random = new Random(seed);
        Path yaml = experiment();
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        assertThat(end(start("train", yaml.toString(), "--out", whole.toString())))
                .as(this::errors)
                .isZero();

        int duringCheckpoints = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Moment moment = Moment.values()[kill % Moment.values().length];
            Process process = kill == 0
                    ? start("train", yaml.toString(), "--out", killed.toString())
                    : start("resume", killed.toString());
            await(process, killed, moment, random);
            assertThat(process.isAlive())
                    .as("seed %d, kill %d of %d: the run ended by itself: %s", seed, kill + 1, KILLS, errors())
                    .isTrue();
            process.destroyForcibly().waitFor();
            if (!unfinished(killed).isEmpty()) {
                duringCheckpoints++;
            }
        }
        assertThat(end(start("resume", killed.toString()))).as(this::errors).isZero();

        assertThat(duringCheckpoints)
                .as("kills during a checkpoint, seed %d", seed)
                .isPositive();
        assertThat(RunFiles.metrics(killed))
                .as("seed %d", seed)
                .isEqualTo(RunFiles.metrics(whole))
                .hasSize(STEPS);
        assertThat(RunFiles.state(RunFiles.checkpoint(killed, STEPS)))
                .as("seed %d", seed)
                .isEqualTo(RunFiles.state(RunFiles.checkpoint(whole, STEPS)));
        assertThat(killed.resolve("health.jsonl"))
                .as("findings, counted on whenever it was killed, seed %d", seed)
                .hasSameTextualContentAs(whole.resolve("health.jsonl"));
        assertThat(unfinished(killed)).isEmpty();
        System.out.printf(
                "%d kills (seed %d), %d of them during a checkpoint: %d steps as if nothing had happened%n",
                KILLS, seed, duringCheckpoints, STEPS);
    }

    /** Networks so large that a checkpoint takes about as long as the steps between two. */
    private Path experiment() throws IOException {
        return Files.writeString(
                folder.resolve("crash.yaml"), """
                dataset: {name: image-folder, folder: %s, size: 8, channels: 1, augment: {flip: both, translate: 1}}
                model: {name: conditional, latent: {size: 4}, fake-labels: uniform}
                generator: {name: mlp, hidden: [400, 400], batch-norm: true}
                critic: {name: mlp, hidden: [400, 400], dropout: 0.3}
                divergence: {name: wasserstein}
                constraint: {name: weight-clip, limit: 1e-4}
                optimizer: {generator: {name: adam}, critic: {name: rmsprop, learning-rate: 0.01}}
                threads: 1
                train: {steps: %d, batch: 7, log-every: 1, sample-every: 20, checkpoint-every: 5, samples: 4, ema: 0.9, keep-last: 3}
                """.formatted(RunFiles.pictures(folder.resolve("pictures")), STEPS));
    }

    private static void await(Process process, Path run, Moment moment, Random random) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_WAIT);
        if (moment == Moment.AFTER_TIME) {
            Thread.sleep(random.nextInt(4000));
            return;
        }
        // Until it steps: what a resumed run rewrites on its way there must not be taken for steps.
        String status = run.resolve("status.json").toString();
        long written = modified(status);
        while (modified(status) == written && process.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(2);
        }
        int lines = lines(run) + 1 + random.nextInt(20);
        while (process.isAlive()
                && System.nanoTime() < deadline
                && (moment == Moment.AFTER_LINES
                        ? lines(run) < lines
                        : unfinished(run).isEmpty())) {
            Thread.sleep(1);
        }
        if (moment == Moment.AFTER_LINES) {
            Thread.sleep(random.nextInt(20));
        }
    }

    private static long modified(String file) throws IOException {
        Path path = Path.of(file);
        return Files.exists(path) ? Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS) : 0;
    }

    private static int lines(Path run) throws IOException {
        Path metrics = run.resolve("metrics.jsonl");
        return Files.exists(metrics) ? Files.readAllLines(metrics).size() : 0;
    }

    private static List<String> unfinished(Path run) throws IOException {
        Path checkpoints = run.resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".tmp"))
                    .toList();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(FreshJava.COMMAND);
        command.addAll(List.of(
                "-Xmn64m",
                "-Dorg.nd4j.log.initialization=false",
                "-cp",
                System.getProperty("java.class.path"),
                Gan.class.getName()));
        command.addAll(List.of(arguments));
        command.add("--quiet");
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static int end(Process process) throws InterruptedException {
        if (!process.waitFor(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
