package org.ganlib.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.ganlib.cli.shell.Json;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsPageTest {
    @TempDir
    private Path folder;

    @Test
    void aLineForEachRowThatHasAVerdictOrANumberInPrint() throws IOException {
        ReproductionReport report = new ReproductionReport(
                "ring",
                Scale.PAPER,
                List.of(1L, 2L),
                List.of(
                        Row.reproduced("a/modes", 6.3, 0.5, List.of(6.0, 8.0), 0.5, "half of the steps"),
                        Row.reproduced("b/modes", 1, 0, List.of(6.0, 8.0), 0.5, "a|b"),
                        Row.atLeast("c/more", 0, List.of(1.0, 2.0), ""),
                        Row.checked("d/exact", 1, 1.25, 0.5, ""),
                        Row.checked("g/theorem", 1, 1.25, 0.5, "").withPublished(3),
                        Row.bySeed("e/seen", List.of(1.0, 2.0), "").withPublished(3),
                        Row.shown("f/not", 5, ""),
                        Row.bySeed("a/processor-seconds", List.of(60.0, 30.0), "")),
                List.of("Shorter."),
                new ReportOrigin("gan reproduce ring --scale paper", "1", "abc", "a machine", Instant.EPOCH));
        Files.writeString(folder.resolve("ring.json"), Json.text(report.json()));
        Files.writeString(folder.resolve("notes.txt"), "not a report");

        assertThat(ResultsPage.of(folder))
                .contains(
                        "| ring a/modes | 6.300 ± 0.5000 | 6.300 (2.236) | 7 ± 1 | pass | half of the steps |",
                        "| ring b/modes | 1 | 1 (2) | 7 ± 1 | **fail** | a\\|b |",
                        "| ring c/more |  | ≥ 0 | 1.500 ± 0.5000 | pass |  |",
                        "| ring d/exact |  | 1 (0.5000) | 1.250 | pass |  |",
                        "| ring g/theorem | 3 | 1 (0.5000) | 1.250 | pass |  |",
                        "| ring e/seen | 3 |  | 1.500 ± 0.5000 |  |  |",
                        "| ring, paper | `gan reproduce ring --scale paper` | `abc` | 1970-01-01 | a machine | 1.5 min |",
                        "### ring, paper",
                        "- Shorter.")
                .anyMatch(line -> line.contains("Of 5 rows that are judged, 4 pass."))
                .noneMatch(line -> line.contains("f/not") || line.contains("processor-seconds"));
    }

    @Test
    void whatIsNoReportIsNamed() throws IOException {
        assertThatThrownBy(() -> ResultsPage.of(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder + ": holds no report");
        Path file = Files.writeString(folder.resolve("a.json"), "{\"rows\": 3}");
        assertThatThrownBy(() -> ResultsPage.of(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file + ": is no report");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> ResultsPage.of(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> ResultsPage.of(folder.resolve("missing")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("missing");
    }
}
