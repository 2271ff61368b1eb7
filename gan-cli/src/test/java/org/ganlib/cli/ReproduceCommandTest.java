package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReproduceCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theoryPassesAndLeavesItsReport() throws IOException {
        Path out = folder.resolve("new/theory");
        Command command = Command.run("reproduce", "theory", "--json", "--seeds", "5", "--out", out.toString());
        assertThat(command.exitCode()).isZero();
        JsonNode report = new ObjectMapper().readTree(command.out());
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly("id", "scale", "seeds", "rows", "deviations", "origin");
        assertThat(report.at("/id").asText()).isEqualTo("theory");
        assertThat(report.at("/scale").asText()).isEqualTo("reduced");
        assertThat(report.at("/seeds/0").asLong()).isEqualTo(5);
        assertThat(report.at("/origin/command").asText()).isEqualTo("gan reproduce theory --scale reduced --seeds 5");
        assertThat(report.at("/rows")).isNotEmpty().allSatisfy(row -> {
            assertThat(row.at("/verdict").asText()).isEqualTo("pass");
            assertThat(row.at("/published").isNull()).isTrue();
        });
        assertThat(new ObjectMapper().readTree(out.resolve("report.json").toFile()))
                .isEqualTo(report);
    }

    @Test
    void table() {
        Command command = Command.run("reproduce", "theory", "--scale", "smoke");
        assertThat(command.exitCode()).isZero();
        assertThat(command.outLines().get(0)).containsSubsequence("name", "published", "expected", "ours", "tolerance");
        assertThat(command.out()).contains("discriminator/optimum").contains("theory, scale smoke, seeds 1: ");
    }

    @Test
    void withoutAnIdListsThem() {
        Command command = Command.run("reproduce");
        assertThat(command.exitCode()).isZero();
        assertThat(command.out()).contains("theory  ");
    }

    @Test
    void unknownId() {
        Command command = Command.run("reproduce", "theroy");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("no reproduction 'theroy'. Available: theory");
    }

    @Test
    void aSeedThatWouldCountTwiceIsRefused() {
        Command command = Command.run("reproduce", "modes", "--scale", "smoke", "--seeds", "1,2,1");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .startsWith("--seeds: has 1 twice, which would count as two trainings. Give each once");
    }

    @Test
    void optionsOfOneReproductionAreRefusedElsewhere() {
        requireUsage("--steps: fgan-univariate has its own numbers of steps", "fgan-univariate", "--steps", "3");
        requireUsage("--only: theory cannot be made in parts", "theory", "--only", "known");
        requireUsage("--steps: must be ≥ 1, was 0", "ring", "--steps", "0");
        requireUsage("--only: goes with one reproduction, not with all", "all", "--only", "pacgan-1");
        requireUsage("--only: no training 'pacgam-1'. Available: pacgan-1", "ring", "--only", "pacgam-1");
        requireUsage("--page: stands alone", "ring", "--page", folder.toString());
        requireUsage("--seeds: goes with an ID", "--page", folder.toString(), "--seeds", "1");
    }

    private static void requireUsage(String message, String... arguments) {
        List<String> all = new ArrayList<>(List.of("reproduce"));
        all.addAll(List.of(arguments));
        Command command = Command.run(all.toArray(String[]::new));
        assertThat(command.exitCode()).as(message).isEqualTo(2);
        assertThat(command.err()).contains(message);
    }

    @Test
    void unknownScale() {
        assertThat(Command.run("reproduce", "theory", "--scale", "huge").exitCode())
                .isEqualTo(2);
    }
}
