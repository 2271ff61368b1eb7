package org.ganlib.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.junit.jupiter.api.Test;

/** Tests the text that {@code gan evaluate} prints: a table, and the protocol below it. */
final class EvaluationTableTest {
    private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);
    private static final MetricInfo FRECHET =
            new MetricInfo("squared feature units", MetricInfo.Direction.LOWER, 2, "biased upwards", "as published");
    private static final MetricInfo COVERAGE =
            new MetricInfo("1", MetricInfo.Direction.HIGHER, 2, "falls with n", "closed balls");

    @Test
    void valuesStandInATableAndTheProtocolBelowIt() {
        EvaluationTable table = new EvaluationTable(false, 3, Optional.empty());
        table.add("frechet[pca]", FRECHET, List.of(result(120.29033, "pca")), Optional.empty());
        table.add("coverage[pca]", COVERAGE, List.of(result(0.0152083, "pca")), Optional.empty());
        assertThat(table.lines())
                .containsExactly(
                        "metric           value  better  samples  unit",
                        "frechet[pca]     120.3  lower     2,000  squared feature units",
                        "coverage[pca]  0.01521  higher    2,000",
                        "",
                        "Values compare only under the same protocol:",
                        "  common",
                        "    seed: 3; extractor: pca; reference: digits, sha256:0123456789ab…",
                        "  frechet[pca]",
                        "    as published",
                        "    biased upwards",
                        "  coverage[pca]",
                        "    closed balls",
                        "    falls with n",
                        "",
                        "--details shows hashes and further numbers: a, b, c, … (coverage[pca]); a, b, c, …"
                                + " (frechet[pca]).",
                        "--json gives every digit.");
    }

    @Test
    void whatDiffersBetweenMetricsStandsWithThem() {
        EvaluationTable table = new EvaluationTable(false, 1, Optional.of("the mean"));
        table.add("frechet[pca]", FRECHET, List.of(result(1, "pca")), Optional.empty());
        table.add("coverage", COVERAGE, List.of(result(1, "onnx")), Optional.empty());
        assertThat(table.lines())
                .contains("    seed: 1; subtracted: the mean; reference: digits, sha256:0123456789ab…")
                .contains("    extractor: onnx")
                .doesNotContain("    extractor: pca")
                .containsOnlyOnce("  coverage")
                .containsSubsequence("    falls with n", "    extractor: onnx");
    }

    @Test
    void detailsAddNumbersAndHashesInFull() {
        EvaluationTable table = new EvaluationTable(true, 1, Optional.empty());
        table.add("frechet[pca]", FRECHET, List.of(result(1, "pca")), Optional.empty());
        List<String> lines = table.lines();
        assertThat(lines).contains("  d               4");
        assertThat(String.join(" ", lines).replaceAll(" +", " "))
                .contains("extractor hash: " + HASH)
                .contains("digits, " + HASH);
        assertThat(lines).noneMatch(line -> line.contains("--details"));
    }

    @Test
    void repetitionsAreSummedUp() {
        EvaluationTable table = new EvaluationTable(true, 1, Optional.empty());
        table.add(
                "coverage",
                COVERAGE,
                List.of(result(0.25, "pca"), result(0.5, "pca")),
                Optional.of(new MeanOfRepeats(0.375, 0.125, 0.25, 0.5)));
        assertThat(table.lines())
                .contains("metric    value  ± error  95 % interval  better  samples")
                .contains("coverage  0.375    0.125  0.25 … 0.5     higher    2,000")
                .contains("    values: 0.25, 0.5");
    }

    @Test
    void nothingIsPrintedWhereNothingWasMeasured() {
        assertThat(new EvaluationTable(false, 1, Optional.empty()).lines()).isEmpty();
    }

    @Test
    void linesFitAPage() {
        EvaluationTable table = new EvaluationTable(false, 1, Optional.empty());
        MetricInfo wordy = new MetricInfo("1", MetricInfo.Direction.LOWER, 2, "word ".repeat(60), "word ".repeat(60));
        table.add("frechet[pca]", wordy, List.of(result(1, "pca")), Optional.empty());
        assertThat(table.lines()).allMatch(line -> line.length() <= 100);
    }

    private static MetricResult result(double value, String extractor) {
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("a", 1.0);
        details.put("b", 2.0);
        details.put("c", 3.0);
        details.put("d", 4.0);
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("extractor", extractor);
        provenance.put("extractor hash", HASH);
        provenance.put("reference", "digits, " + HASH);
        return new MetricResult(value, 2000, details, provenance);
    }
}
