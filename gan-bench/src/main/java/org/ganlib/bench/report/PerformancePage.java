package org.ganlib.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.ganlib.bench.measure.Names;

/**
 * docs/performance.md: the text of the template {@code performance.md} beside this class, and the
 * figures of a measurement.
 *
 * @param document the document that {@link JsonReport} made
 */
public record PerformancePage(JsonNode document) {
    /** The page. */
    public String markdown() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("results", Tables.results(document).markdown());
        parts.put("time", Tables.time(document));
        parts.put("engine", document.path("ours_engine").asText());
        parts.put(
                "peak",
                String.format(
                        Locale.ROOT,
                        "%.0f GFLOP/s (%s)",
                        document.path("gemm_peak_gflops").asDouble(),
                        document.path("gemm_peak_of").asText()));
        parts.put("machine", machine());
        parts.put("mkl", yesOrNo("mkl"));
        parts.put("libtorch-onednn", yesOrNo("onednn"));
        parts.put("differences", Tables.differences(document).markdown());
        parts.put("bounds", Tables.bounds(document).markdown());
        parts.put(
                "growth",
                document.path("scaling").isEmpty()
                        ? "Not measured in this run.\n"
                        : Tables.growth(document).markdown());
        String page = template();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            page = page.replace("{{" + part.getKey() + "}}", part.getValue().stripTrailing());
        }
        return page;
    }

    private String machine() {
        JsonNode machine = document.path("machine");
        return String.format(
                Locale.ROOT,
                "Measured on %s, %s MHz, %s cores (%s), %s GiB, %s; %s; Deeplearning4j %s, OpenBLAS %s, oneDNN %s, libtorch %s.",
                machine.path("cpu").asText("an unknown processor"),
                machine.path("clock_mhz").asText("?"),
                machine.path("cores").asText("?"),
                machine.path("vector_instructions").asText("?"),
                machine.path("memory_gib").asText("?"),
                machine.path("system").asText("?"),
                machine.path("jdk").asText("?"),
                machine.path("deeplearning4j-nn").asText("?"),
                machine.path("openblas").asText("?"),
                machine.path("dnnl").asText("?"),
                machine.path("pytorch").asText("?"));
    }

    private String yesOrNo(String fact) {
        return document.path("contestants")
                        .path(Names.LIBTORCH)
                        .path("facts")
                        .path(fact)
                        .asBoolean()
                ? "yes"
                : "no";
    }

    private static String template() {
        try (InputStream in = PerformancePage.class.getResourceAsStream("performance.md")) {
            return new String(
                    Objects.requireNonNull(in, "the template is missing").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
