package org.ganlib.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowTest {
    private static final ReportOrigin ORIGIN =
            new ReportOrigin("gan reproduce id", "1", "abc", "a machine", Instant.EPOCH);

    @Test
    void numbersDecideTheVerdict() {
        assertThat(Row.checked("a", 1, 1.05, 0.1, "").verdict()).isEqualTo(Verdict.PASS);
        assertThat(Row.checked("a", 1, 1.2, 0.1, "").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Row.checked("a", 1, Double.NaN, 0.1, "").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Row.checked("a", Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, "")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(Row.checked("a", Double.POSITIVE_INFINITY, 1e300, 0, "").verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(Row.shown("a", 7, "").verdict()).isEqualTo(Verdict.INFO);
    }

    @Test
    void aPublishedMeanIsReachedWithinTheMarginOrTwoErrors() {
        assertThat(Row.reproduced("a", 5, 0, List.of(5.3, 5.5), 0.5, "").verdict())
                .as("within the margin")
                .isEqualTo(Verdict.PASS);
        assertThat(Row.reproduced("a", 5, 0, List.of(5.9, 6.0), 0.5, "").verdict())
                .isEqualTo(Verdict.FAIL);
        // The mean is 7 and its standard error 1: two of them reach from 5 to 9.
        assertThat(Row.reproduced("a", 5, 0, List.of(6.0, 8.0), 0.5, "").verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(Row.reproduced("a", 4.9, 0, List.of(6.0, 8.0), 0.5, "").verdict())
                .isEqualTo(Verdict.FAIL);
        // The published error counts too: 2 √(1 + 1) = 2.83.
        assertThat(Row.reproduced("a", 4.2, 1, List.of(6.0, 8.0), 0.5, "").verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(Row.reproduced("a", 4.1, 1, List.of(6.0, 8.0), 0.5, "").verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(Row.reproduced("a", 5, 0, List.of(5.4), 0.5, "").verdict())
                .as("one seed has no error")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aBoundIsReachedByTheMean() {
        assertThat(Row.atLeast("a", 0, List.of(-1.0, 2.0), "").verdict()).isEqualTo(Verdict.PASS);
        assertThat(Row.atLeast("a", 0, List.of(-2.0, 1.0), "").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Row.atLeast("a", 0, List.of(Double.NaN), "").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void theNoteShowsEverySeed() {
        assertThat(Row.bySeed("a", List.of(6.0, 8.0), "short").noteWithSeeds())
                .isEqualTo("+- 1.00: 6.000 8.000; short");
        assertThat(Row.bySeed("a", List.of(6.0), "short").noteWithSeeds()).isEqualTo("short");
    }

    @Test
    void oneFailureFailsTheReport() {
        Row good = Row.checked("good", 1, 1, 0, "");
        Row bad = Row.checked("bad", 1, 2, 0.5, "too large");
        Row shown = Row.shown("shown", 3, "").withPublished(2.5);
        ReproductionReport report = new ReproductionReport(
                "id", Scale.SMOKE, List.of(1L, 2L), List.of(good, bad, shown), List.of("shorter"), ORIGIN);
        assertThat(report.holds()).isFalse();
        assertThat(new ReproductionReport("id", Scale.SMOKE, List.of(1L), List.of(good, shown), List.of(), ORIGIN)
                        .holds())
                .isTrue();
        assertThat(report.json().keySet()).containsExactly("id", "scale", "seeds", "rows", "deviations", "origin");
        assertThat(report.json()).containsEntry("scale", "smoke");
        assertThat(bad.json().keySet())
                .containsExactly(
                        "name",
                        "published",
                        "published-error",
                        "expected",
                        "ours",
                        "error",
                        "values",
                        "tolerance",
                        "verdict",
                        "note");
        assertThat(bad.json()).containsEntry("verdict", "fail").containsEntry("published", null);
        assertThat(ReportTable.of(report))
                .anyMatch(line -> line.startsWith("fail  bad") && line.endsWith("±0.500000  too large"))
                .contains("  - shorter", "id, scale smoke, seeds 1, 2: 1 passed, 1 failed, 1 shown");
    }
}
