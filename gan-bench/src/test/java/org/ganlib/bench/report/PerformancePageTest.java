package org.ganlib.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

final class PerformancePageTest {
    private final ObjectNode document = Results.document();

    @Test
    void thePageShowsTheFiguresOfTheDocument() {
        String page = new PerformancePage(document).markdown();
        assertThat(page)
                .contains(
                        "| toy-2d | 2.00 (1.00–3.00) | – | 5.00 (4.00–6.00) | 4.00 (3.00–5.00) | 2.50 | 2.00 | 60 % | 1,234 | 321 |")
                .contains("| toy-2d | 35,971 | 0.100 | 1.00 | 2.00 | 60 % | 50 % | 24 % |")
                .contains("| toy-2d | 0.020 | – | 0.020 |")
                .contains("| batch 256 | 1.0 | 2 | 0.10 | 2.00 (1.00–3.00) | 5.00 (4.00–6.00) | 2.50 |")
                .contains("100 GFLOP/s (oneDNN 1024×1024×1024)")
                .contains("an abacus, ? MHz, 10 cores");
    }

    @Test
    void workloadsTimedByTheClockOnTheWallAreNamed() {
        assertThat(new PerformancePage(document).markdown()).contains("Milliseconds of processor time per step");
        ((ObjectNode) document.path("workloads").path(0)).put("clock", "wall");
        assertThat(new PerformancePage(document).markdown())
                .contains("Milliseconds of processor time (by the clock on the wall: toy-2d) per step");
    }

    @Test
    void noPlaceholderIsLeft() {
        assertThat(new PerformancePage(document).markdown()).doesNotContain("{{", "}}");
    }

    @Test
    void growthThatWasNotMeasuredIsSaidToBeSo() {
        ((ArrayNode) document.get("scaling")).removeAll();
        assertThat(new PerformancePage(document).markdown()).contains("Not measured in this run.");
    }

    @Test
    void theTerminalTableIsAligned() {
        assertThat(Tables.terminal(document)
                        .lines()
                        .limit(2)
                        .map(String::length)
                        .distinct())
                .hasSize(1);
    }
}
