package org.ganlib.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonReportTest {
    private final JsonNode document = Results.document();

    @Test
    void theDocumentHasWhatReadersRelyOn() {
        assertThat(document.path("machine").path("cpu").asText()).isEqualTo("an abacus");
        assertThat(document.path("gemm_peak_gflops").asDouble()).isEqualTo(100);
        JsonNode row = document.path("workloads").path(0);
        assertThat(row.path("name").asText()).isEqualTo("toy-2d");
        assertThat(row.path("ours_ms").asDouble()).isEqualTo(2);
        assertThat(row.path("libtorch_ms").asDouble()).isEqualTo(5);
        assertThat(row.path("libtorch_tuned_ms").asDouble()).isEqualTo(4);
        assertThat(row.path("ratio").asDouble()).isEqualTo(2.5);
        assertThat(row.path("ratio_tuned").asDouble()).isEqualTo(2);
        assertThat(row.path("heap_bytes_per_step").asDouble()).isEqualTo(1234);
        assertThat(row.path("rss_mib").asDouble()).isEqualTo(321);
    }

    /** 10⁸ operations in 2 ms are 50 GFLOP/s. */
    @Test
    void theShareOfThePeakIsThatOfTheSameRoundAndBesideItOfTheBestOfAll() {
        JsonNode row = document.path("workloads").path(0);
        assertThat(row.path("peak_share").asDouble()).isEqualTo(.6);
        assertThat(row.path("peak_share_of_best").asDouble()).isEqualTo(.5);
        assertThat(row.path("peak_share_libtorch").asDouble()).isEqualTo(.24);
    }

    @Test
    void theClockIsNamedAndTheOtherOneKept() {
        JsonNode row = document.path("workloads").path(0);
        assertThat(row.path("clock").asText()).isEqualTo("processor");
        assertThat(document.path("scaling").path(0).path("clock").asText()).isEqualTo("wall");
        JsonNode ours = row.path("contestants").path("onednn");
        assertThat(ours.path("ms").asDouble()).isEqualTo(2);
        assertThat(ours.path("wall_ms").asDouble()).isEqualTo(4);
    }

    @Test
    void whatFailedIsNullAndItsReasonIsKept() {
        JsonNode row = document.path("workloads").path(0);
        assertThat(row.has("dl4j_ms")).isTrue();
        assertThat(row.path("dl4j_ms").isNull()).isTrue();
        JsonNode failed = row.path("contestants").path("dl4j");
        assertThat(failed.path("failure").asText()).isEqualTo("fell over");
        assertThat(failed.path("ms").isNull()).isTrue();
        assertThat(failed.path("rss_mib").isNull()).isTrue();
    }

    @Test
    void growthNamesBatchWidthAndThreads() {
        assertThat(document.path("scaling")).hasSize(2);
        JsonNode row = document.path("scaling").path(0);
        assertThat(List.of(
                        row.path("batch").asInt(),
                        row.path("threads").asInt(),
                        row.path("ours_ms").asInt(),
                        row.path("libtorch_ms").asInt()))
                .containsExactly(256, 2, 2, 5);
        assertThat(document.path("scaling").path(1).path("width").asDouble()).isEqualTo(.5);
    }
}
