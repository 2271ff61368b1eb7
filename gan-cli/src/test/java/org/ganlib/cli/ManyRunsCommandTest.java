package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs from one command, plans of runs, and what is said of runs afterwards. */
final class ManyRunsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void everyCombinationIsPlannedInAFolderOfItsOwn() {
        Command planned = train(
                folder.resolve("sweep"),
                "--dry-run",
                "--seeds",
                "0-1,7",
                "--multirun",
                "divergence=gan,least-squares",
                "--multirun",
                "generator.hidden=[4],[5,6]");
        assertThat(planned.exitCode()).as(planned.err()).isZero();
        assertThat(planned.outLines()).hasSize(12).allMatch(line -> line.endsWith(" (nothing was written)"));
        assertThat(planned.out())
                .contains(folder.resolve("sweep/divergence=gan,generator.hidden=_4,seed-0")
                        .toString())
                .contains("divergence=least-squares,generator.hidden=_5_6,seed-7");
        assertThat(folder.resolve("sweep")).doesNotExist();
    }

    @Test
    void whatCannotBeReadIsToldBeforeAnythingIsTrained() {
        assertRefused("--seeds: must be like 0-4 or 1,5,9, was 'a'", "--seeds", "a");
        assertRefused("--seeds: a range must go up", "--seeds", "4-0");
        assertRefused(
                "--multirun: must be key=a,b,c with no empty value, was 'train.batch=4,'",
                "--multirun",
                "train.batch=4,");
        assertRefused("train.batch: must be ≥ 1, was 0", "--multirun", "train.batch=4,0");
        assertRefused("--seed and --seeds: give one of them", "--seed", "1", "--seeds", "0-2");
        assertRefused("--jobs: must be ≥ 1, was 0", "--seeds", "0-2", "--jobs", "0");
    }

    /**
     * If the seed were given twice, a folder would be named after one value and its run would have
     * the other.
     */
    @Test
    void whatIsGivenInTwoWaysIsRefused() {
        assertRefused("seed=5 and --seed: give one of them, both set seed", "seed=5", "--seed", "6");
        assertRefused("seed=5 and --seeds: give one of them, both set seed", "seed=5", "--seeds", "0-1");
        assertRefused(
                "seed=5 and --multirun seed=3,4: give one of them, both set seed", "seed=5", "--multirun", "seed=3,4");
        assertRefused(
                "--multirun seed=3,4 and --seeds: give one of them",
                "--seeds",
                "0",
                "--multirun",
                "seed=3,4",
                "--dry-run");
        assertRefused("--multirun seed=3,4 and --seed: give one of them", "--seed", "0", "--multirun", "seed=3,4");
        assertRefused(
                "--multirun schedule=regular and --multirun schedule.name=regular: give one of them",
                "--multirun",
                "schedule=regular",
                "--multirun",
                "schedule.name=regular");
        assertRefused(
                "--multirun divergence=gan,least-squares: replaces divergence as a whole, and divergence.real-label=0.9"
                        + " with it. Sweep divergence.name, or leave that setting out",
                "divergence.real-label=0.9",
                "--multirun",
                "divergence=gan,least-squares");
        assertRefused("--multirun: has the value 3 twice, was 'seed=3,4,3'", "--multirun", "seed=3,4,3");
    }

    @Test
    void ofSettingsAloneTheLastCounts() {
        Command plan = train(folder.resolve("plan"), "train.steps=7", "--dry-run");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("steps      7 of 8 examples");
        Command swept = train(folder.resolve("plan"), "--multirun", "train.batch=4,16", "--dry-run");
        assertThat(swept.exitCode()).as(swept.err()).isZero();
        assertThat(swept.outLines()).hasSize(2);
    }

    @Test
    void seedsAreTrainedEachAsIfAlone() throws IOException {
        Path alone = folder.resolve("alone");
        assertThat(train(alone, "--seed", "1").exitCode()).isZero();

        Command both = train(folder.resolve("both"), "--seeds", "0-1", "--jobs", "2");

        assertThat(both.exitCode()).as(both.err()).isZero();
        assertThat(both.outLines())
                .containsExactlyInAnyOrder(
                        "run: " + folder.resolve("both/seed-0"), "run: " + folder.resolve("both/seed-1"));
        assertThat(both.err()).contains("run 2/2, seed-");
        assertThat(RunFiles.metrics(folder.resolve("both/seed-1"))).isEqualTo(RunFiles.metrics(alone));
        assertThat(RunFiles.metrics(folder.resolve("both/seed-0"))).isNotEqualTo(RunFiles.metrics(alone));

        Files.writeString(alone.resolve("status.json"), "{");
        Files.writeString(alone.resolve("metrics.jsonl"), Files.readString(alone.resolve("metrics.jsonl")) + "{\"st");
        Command list = Command.run("runs", "list", folder.toString());
        assertThat(list.outLines()).hasSize(3);
        assertThat(list.outLines().get(0)).startsWith(alone.toString()).contains("unknown", "loss/critic");
        assertThat(list.outLines().get(1)).contains("seed-0", "finished", "4/4", "loss/generator");
        JsonNode json = new ObjectMapper()
                .readTree(
                        Command.run("runs", "list", folder.toString(), "--json").out());
        assertThat(json).hasSize(3);
        assertThat(json.get(0).path("latest").path("step").asInt()).isEqualTo(4);

        Command show = Command.run("runs", "show", alone.toString());
        assertThat(show.outLines()).contains("  step: 4", "  examples: 32");
        assertThat(show.outLines())
                .as("four digits, and a unit")
                .anyMatch(line -> line.matches("  loss/critic: -?[0-9.]{1,6}"))
                .anyMatch(line -> line.matches("  seconds: [0-9.]+ m?s"));
        assertThat(show.out()).contains("status: unknown", "checkpoints: step-000004.zip", "gaussian-ring");
        Command none = Command.run("runs", "show", folder.toString());
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err()).contains("is no run directory");
    }

    @Test
    void theSameCommandGoesOnWithASweep() throws IOException {
        Path sweep = folder.resolve("sweep");
        String[] command = {"--seeds", "0-2", "train.checkpoint-every=2"};
        assertThat(train(sweep, command).exitCode()).isZero();
        List<String> whole = RunFiles.metrics(sweep.resolve("seed-1"));
        // This looks as if one run had been killed after its second step and another had never
        // begun.
        Path killed = sweep.resolve("seed-1");
        Files.delete(killed.resolve("checkpoints/step-000004.zip"));
        Files.writeString(killed.resolve("status.json"), "{\"status\": \"running\", \"step\": 2, \"steps\": 4}");
        delete(sweep.resolve("seed-2"));
        String finished = Files.readString(sweep.resolve("seed-0/status.json"));

        Command planned = train(sweep, with(command, "--dry-run"));
        assertThat(planned.outLines())
                .containsExactly(
                        "run: " + sweep.resolve("seed-0")
                                + " (was finished earlier, and is left as it is; nothing was written)",
                        "run: " + killed + " (goes on; it stood at step 2 of 4; nothing was written)",
                        "run: " + sweep.resolve("seed-2") + " (nothing was written)");
        Command again = train(sweep, command);

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.outLines()).hasSize(3).contains("run: " + sweep.resolve("seed-0"));
        assertThat(again.err())
                .contains("seed-0: was finished earlier, and is left as it is")
                .contains("seed-1: goes on; it stood at step 2 of 4")
                .contains("run 2/2");
        assertThat(sweep.resolve("seed-0/status.json")).hasContent(finished.strip());
        assertThat(RunFiles.metrics(killed)).isEqualTo(whole);
        assertThat(RunFiles.metrics(sweep.resolve("seed-2"))).hasSize(4);

        Command other = train(sweep, with(command, "train.batch=4"));
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err())
                .isEqualToIgnoringNewLines(sweep.resolve("seed-0")
                        + ": was trained with other settings: train.batch: was 8, is 4. Ask for what it was, or choose"
                        + " a new folder with --out");
        Command longer = train(sweep, with(command, "train.steps=6"));
        assertThat(longer.exitCode()).as(longer.err()).isZero();
        assertThat(RunFiles.metrics(sweep.resolve("seed-0"))).hasSize(6);
    }

    @Test
    void aRunThatDivergedIsNotTriedAgain() throws IOException {
        Path sweep = folder.resolve("sweep");
        assertThat(train(sweep, "--seeds", "0").exitCode()).isZero();
        Files.writeString(sweep.resolve("seed-0/status.json"), "{\"status\": \"diverged\", \"step\": 2, \"steps\": 4}");
        Command again = train(sweep, "--seeds", "0");
        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(again.err()).contains("seed-0: diverged earlier, and is left as it is");
    }

    private static String[] with(String[] arguments, String more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aPlanSaysWhatWouldBeDoneAndDoesNothing() {
        Path run = folder.resolve("plan");
        Command plan =
                train(run, "--dry-run", "schedule.critic-steps=3", "train.checkpoint-every=2", "train.keep-last=2");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("run        " + run + " (nothing was written)")
                .contains("data       ", "generator  ", "critic     ")
                .contains("steps      4 of 8 examples, 12 critic updates")
                .contains("4 lines of metrics, 1 sample grids, 2 checkpoints of at most 1 MiB each");
        assertThat(run).doesNotExist();
    }

    @Test
    void metricsAreFollowedDuringTrainingWithoutChangingIt() throws IOException {
        Path plain = folder.resolve("plain");
        Path watched = folder.resolve("watched");
        assertThat(train(plain).exitCode()).isZero();
        Command command = train(
                watched, "metrics=[{name: modes}]", "train.evaluate-every=2", "train.best=modes", "train.patience=9");
        assertThat(command.exitCode()).as(command.err()).isZero();
        List<String> lines = RunFiles.metrics(watched);
        assertThat(lines.get(0)).doesNotContain("metric/");
        assertThat(lines.get(1)).contains("\"metric/modes\":");
        assertThat(lines.stream()
                        .map(line -> line.replaceAll(",\"metric/modes\":[^,}]+", ""))
                        .toList())
                .isEqualTo(RunFiles.metrics(plain));
        JsonNode best = new ObjectMapper().readTree(watched.resolve("best.json").toFile());
        assertThat(best.path("metric").asText()).isEqualTo("modes");
        assertThat(watched.resolve(best.path("checkpoint").asText())).exists();
    }

    @Test
    void aMetricThatIsNotEvaluatedCannotBeTheOneToImprove() {
        assertRefused(
                "train.best: must be one of the experiment's metrics, [], was modes",
                "train.evaluate-every=2",
                "train.best=modes");
    }

    private void assertRefused(String message, String... arguments) {
        Command command = train(folder.resolve("refused"), arguments);
        assertThat(command.err()).contains(message);
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    private static Command train(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "ring-8",
                "train.steps=4",
                "train.batch=8",
                "train.log-every=1",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "--quiet",
                "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }
}
