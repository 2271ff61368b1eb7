package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is evaluated on the way, keeps its best checkpoint and ends when it stalls, is the
 * same run when it is stopped in between.
 */
final class ResumedEvaluationTest {
    private static final int PATIENCE = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void theBestAndThePatienceAreCountedOnAcrossStops() throws IOException {
        Path whole = folder.resolve("whole");
        ok(train(whole, "train.steps=40"));
        long best = best(whole).path("step").asLong();
        long end = best + PATIENCE;
        assertThat(best).as("far enough on to stop on both sides of it").isBetween(3L, 30L);
        assertThat(checkpoints(whole)).containsExactly(step(best), step(end));

        Path stopped = folder.resolve("stopped");
        ok(train(stopped, "train.steps=" + (best - 2)));
        assertThat(best(stopped).path("step").asLong()).isLessThan(best);
        ok(resume(stopped, "train.steps=" + (best + 2)));
        assertThat(best(stopped)).isEqualTo(best(whole));
        assertThat(checkpoints(stopped))
                .as("the best, and the newest to go on from")
                .containsExactly(step(best), step(best + 2));
        ok(resume(stopped, "train.steps=40"));

        assertThat(RunFiles.metrics(stopped)).isEqualTo(RunFiles.metrics(whole)).hasSize((int) end);
        assertThat(stopped.resolve("best.json")).hasSameTextualContentAs(whole.resolve("best.json"));
        assertThat(checkpoints(stopped)).containsExactly(step(best), step(end));
        for (long step : new long[] {best, end}) {
            assertThat(RunFiles.state(RunFiles.checkpoint(stopped, step)))
                    .as("checkpoint of step %d", step)
                    .isEqualTo(RunFiles.state(RunFiles.checkpoint(whole, step)));
        }
        assertThat(RunFiles.status(stopped)).contains("\"finished\"", "\"step\" : " + end);

        assertThat(resume(stopped).exitCode()).isZero();
        assertThat(RunFiles.metrics(stopped))
                .as("a run that has stalled has nothing to do")
                .hasSize((int) end);
        ok(resume(stopped, "train.patience=" + (PATIENCE + 2)));
        assertThat(RunFiles.metrics(stopped).size())
                .as("with more patience it has")
                .isGreaterThanOrEqualTo((int) end + 2);
    }

    private static JsonNode best(Path run) throws IOException {
        return JSON.readTree(run.resolve("best.json").toFile());
    }

    private static String step(long step) {
        return RunFiles.checkpoint(Path.of(""), step).getFileName().toString();
    }

    private static List<String> checkpoints(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Command train(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "ring-8",
                "train.batch=8",
                "train.log-every=1",
                "train.evaluate-every=1",
                "train.keep-last=1",
                "train.ema=0",
                "metrics=[{name: frechet}]",
                "train.best=frechet[pixels]",
                "train.patience=" + PATIENCE,
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                // So large that the distance falls and rises again within a few steps.
                "optimizer.generator.learning-rate=0.1",
                "optimizer.critic.learning-rate=0.1",
                "threads=1",
                "--quiet",
                "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static Command resume(Path run, String... more) {
        List<String> arguments = new ArrayList<>(List.of("resume", run.toString(), "--quiet"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
