package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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
    void unknownScale() {
        assertThat(Command.run("reproduce", "theory", "--scale", "huge").exitCode())
                .isEqualTo(2);
    }
}
