package org.ganlib.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ganlib.bench.measure.Names;
import org.ganlib.bench.protocol.Clock;

/** The tables of a document. */
public final class Tables {
    private Tables() {}

    /** The results for a terminal, with what went wrong below. */
    public static String terminal(JsonNode document) {
        StringBuilder text = new StringBuilder();
        text.append(results(document).plain());
        text.append(String.format(
                Locale.ROOT,
                "ms of %s per step on one thread: median (min–max). Ours is engine %s. Of peak: of the best product of the same"
                        + " round; of all rounds that is %.0f GFLOP/s, %s.%n",
                time(document),
                document.path("ours_engine").asText(),
                document.path("gemm_peak_gflops").asDouble(),
                document.path("gemm_peak_of").asText()));
        if (!document.path("scaling").isEmpty()) {
            text.append('\n').append(growth(document).plain());
        }
        return text.toString();
    }

    /**
     * The times of the workloads; by the wall clock for those whose processor time says too little.
     */
    static String time(JsonNode document) {
        List<String> byTheWall = document.path("workloads").findParents("clock").stream()
                .filter(row -> row.path("clock").asText().equals(Clock.WALL.key()))
                .map(row -> row.path("name").asText())
                .toList();
        return byTheWall.isEmpty()
                ? "processor time"
                : "processor time (by the clock on the wall: " + String.join(", ", byTheWall) + ")";
    }

    static Table results(JsonNode document) {
        Table table = new Table(
                "workload",
                "ours, ms",
                "dl4j, ms",
                "libtorch, ms",
                "libtorch tuned, ms",
                "ratio",
                "ratio tuned",
                "of peak",
                "heap, bytes/step",
                "RSS, MiB");
        for (JsonNode row : document.path("workloads")) {
            table.add(
                    row.path("name").asText(),
                    Figures.millis(row, "ours"),
                    Figures.millis(row, "dl4j"),
                    Figures.millis(row, "libtorch"),
                    Figures.millis(row, "libtorch_tuned"),
                    Figures.ratio(row.path("ratio")),
                    Figures.ratio(row.path("ratio_tuned")),
                    Figures.percent(row.path("peak_share")),
                    Figures.whole(row.path("heap_bytes_per_step")),
                    Figures.whole(row.path("rss_mib")));
        }
        return table;
    }

    static Table growth(JsonNode document) {
        Table table = new Table("mnist-mlp", "width ×", "threads", "GFLOP/step", "ours, ms", "libtorch, ms", "ratio");
        for (JsonNode row : document.path("scaling")) {
            table.add(
                    "batch " + row.path("batch").asInt(),
                    row.path("width").asText(),
                    row.path("threads").asText(),
                    String.format(
                            Locale.ROOT, "%.2f", row.path("flops_per_step").asDouble() / 1e9),
                    Figures.millis(row, "ours"),
                    Figures.millis(row, "libtorch"),
                    Figures.ratio(row.path("ratio")));
        }
        return table;
    }

    static Table bounds(JsonNode document) {
        Table table = new Table(
                "workload",
                "parameters",
                "GFLOP/step",
                "at peak, ms",
                "ours, ms",
                "ours, of peak",
                "ours, of the best seen",
                "libtorch, of peak");
        double peak = document.path("gemm_peak_gflops").asDouble();
        for (JsonNode row : document.path("workloads")) {
            double gflop = row.path("flops_per_step").asDouble() / 1e9;
            table.add(
                    row.path("name").asText(),
                    String.format(
                            Locale.ROOT,
                            "%,d",
                            row.path("generator_parameters").asLong()
                                    + row.path("critic_parameters").asLong()),
                    String.format(Locale.ROOT, "%.3f", gflop),
                    Figures.millis(DoubleNode.valueOf(1e3 * gflop / peak)),
                    Figures.millis(row.path("ours_ms")),
                    Figures.percent(row.path("peak_share")),
                    Figures.percent(row.path("peak_share_of_best")),
                    Figures.percent(row.path("peak_share_libtorch")));
        }
        return table;
    }

    /** The largest difference of every contestant's losses from libtorch's. */
    static Table differences(JsonNode document) {
        List<String> others = List.of(Names.ONEDNN, Names.DL4J, Names.LIBTORCH_TUNED);
        Table table =
                new Table(Stream.concat(Stream.of("workload"), others.stream()).toArray(String[]::new));
        for (JsonNode row : document.path("workloads")) {
            table.add(Stream.concat(
                            Stream.of(row.path("name").asText()),
                            others.stream()
                                    .map(name -> Figures.share(
                                            row.path("contestants").path(name).path("loss_difference_of_tolerance"))))
                    .toArray(String[]::new));
        }
        return table;
    }
}
