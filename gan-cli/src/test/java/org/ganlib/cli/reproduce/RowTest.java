package org.ganlib.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RowTest {
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
    void oneFailureFailsTheReport() {
        Row good = Row.checked("good", 1, 1, 0, "");
        Row bad = Row.checked("bad", 1, 2, 0.5, "too large");
        Row shown = Row.shown("shown", 3, "").withPublished(2.5);
        ReproductionReport report = new ReproductionReport(
                "id", Scale.SMOKE, List.of(1L, 2L), List.of(good, bad, shown), List.of("shorter"));
        assertThat(report.holds()).isFalse();
        assertThat(new ReproductionReport("id", Scale.SMOKE, List.of(1L), List.of(good, shown), List.of()).holds())
                .isTrue();
        assertThat(report.json().keySet()).containsExactly("id", "scale", "seeds", "rows", "deviations");
        assertThat(report.json()).containsEntry("scale", "smoke");
        assertThat(bad.json().keySet())
                .containsExactly("name", "published", "expected", "ours", "tolerance", "verdict", "note");
        assertThat(bad.json()).containsEntry("verdict", "fail").containsEntry("published", null);
        assertThat(ReportTable.of(report))
                .anyMatch(line -> line.startsWith("fail  bad") && line.endsWith("±0.500000  too large"))
                .contains("  - shorter", "id, scale smoke, seeds 1, 2: 1 passed, 1 failed, 1 shown");
    }
}
