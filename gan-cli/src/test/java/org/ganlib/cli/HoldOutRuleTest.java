package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ganlib.config.ExperimentReader;
import org.ganlib.config.PluginKinds;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rule decides which examples of a file a run holds out; runs of earlier versions keep the rule
 * they had.
 */
final class HoldOutRuleTest {
    @TempDir
    private Path folder;

    @Test
    void newRunsRecordTheRuleAndOldOnesKeepTheirs() throws IOException {
        String rows = IntStream.range(0, 400).mapToObj(i -> i + "," + i % 10).collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("table.csv"), rows);
        Path run = folder.resolve("run");
        Command trained = Command.run(
                "train",
                "ring-8",
                "dataset={name: csv, file: '" + file + "', label: '2'}",
                "train.steps=1",
                "threads=1",
                "--quiet",
                "--out",
                run.toString());
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        String recorded = Files.readString(run.resolve("config.yaml"));
        assertThat(recorded).contains("hold-out-rule: stratified").contains("hold-out-seed: 0");
        int[] counts = new int[10];
        Arrays.stream(heldOut(recorded)).forEach(label -> counts[label]++);
        assertThat(counts).containsOnly(4);

        String older = recorded.replaceAll(",?\\s*hold-out-(rule|seed): \\w+", "");
        assertThat(older).contains("hold-out: 0.1").doesNotContain("hold-out-");
        assertThat(heldOut(older)).as("every tenth row").hasSize(40).containsOnly(9);
    }

    private int[] heldOut(String configuration) throws IOException {
        ExperimentReader reader =
                new ExperimentReader(PluginCatalog.load(HoldOutRuleTest.class.getClassLoader(), PluginKinds.all()));
        try (Dataset data = reader.readRun("config.yaml", configuration, List.of())
                .dataset()
                .open(new DataLocation(List.of(folder)), Split.HELD_OUT)) {
            return data.read(0, data.info().examples().orElseThrow()).labels();
        }
    }
}
