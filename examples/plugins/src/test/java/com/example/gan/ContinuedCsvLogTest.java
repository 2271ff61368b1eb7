package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ganlib.network.NetworkSet;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a run whose process was killed goes on in the same file. */
final class ContinuedCsvLogTest {
    /** The run goes on with step 2: the line of step 2 and an unfinished line are removed. */
    @Test
    void linesOfEarlierStepsAreKept(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("numbers.csv");
        Files.writeString(file, "step,score/real\n1,0.5\n2,0.6\n1");
        Dataset data = new Rings().open(new DataLocation(List.of(folder)), Split.TRAINING);

        new CsvLog(List.of("score/real"))
                .forRun()
                .runStarted(new RunInfo(
                        folder, data, new NetworkSet(Map.of()), new Margin(), /* firstStep= */ 2, 9, 4, 1, 4, 0));

        assertThat(file).hasContent("step,score/real\n1,0.5\n");
    }
}
