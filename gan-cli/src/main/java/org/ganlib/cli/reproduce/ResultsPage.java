package org.ganlib.cli.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.ganlib.cli.text.Paragraph;
import org.ganlib.json.BoundedJson;
import org.ganlib.problem.DataException;

/**
 * A page of Markdown with all results that were kept: one table with a line for each row that has a
 * verdict or a number in print, and one with the command, commit and time of each report.
 */
public final class ResultsPage {
    private static final String SECONDS = "processor-seconds";

    private ResultsPage() {}

    /**
     * The lines of the page.
     *
     * @param folder the reports, files that end in {@code .json}, as {@code --out} leaves them
     * @throws DataException if there is none, or one is no report
     */
    public static List<String> of(Path folder) {
        List<Kept> reports = read(folder);
        long passed = count(reports, "pass");
        long judged = passed + count(reports, "fail");
        List<String> lines = new ArrayList<>(List.of(
                "# Results",
                "",
                "Claims of papers, measured again. `gan reproduce --page docs/results > docs/results.md` makes this",
                "page from the reports in that folder. Of " + judged + " rows that are judged, " + passed + " pass.",
                "",
                "*Ours* is the mean over seeds ± its standard error. *Judged by* is what a theorem or an exact",
                "computation says, or the published number, with the largest difference that passes in brackets;",
                "or a bound, with ≥. Rows without it are shown beside a published number and not judged; rows with",
                "neither are in the reports alone. [Reproductions](reproductions.md) explains the rows, and the list",
                "of [reports](#reports) below has the command that measures each again.",
                "",
                "| row | published | judged by | ours | verdict | remark |",
                "|---|---|---|---|---|---|"));
        for (Kept report : reports) {
            report.rows().filter(ResultsPage::isWorthALine).forEach(row -> lines.add(line(report, row)));
        }
        lines.addAll(List.of(
                "",
                "## Reports",
                "",
                "Time is that of the processor, over all trainings of the report.",
                "",
                "| report | command | commit | date | machine | time |",
                "|---|---|---|---|---|---|"));
        reports.forEach(report -> lines.add(reportLine(report)));
        lines.addAll(List.of("", "## How they differ from what was published"));
        for (Kept report : reports) {
            if (!report.content().path("deviations").isEmpty()) {
                lines.addAll(List.of("", "### " + report.name(), ""));
                report.content().path("deviations").forEach(deviation -> lines.addAll(item(deviation.asText())));
            }
        }
        return lines;
    }

    private static List<Kept> read(Path folder) {
        List<Kept> reports = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                JsonNode content = BoundedJson.read(file);
                if (!content.path("rows").isArray() || !content.path("origin").isObject()) {
                    throw new DataException(file + ": is no report of gan reproduce. Take it away from " + folder);
                }
                reports.add(new Kept(content));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(folder + ": its reports cannot be read: " + e.getMessage(), e);
        }
        if (reports.isEmpty()) {
            throw new DataException(folder + ": holds no report. Write one with gan reproduce ID --out DIR, and copy"
                    + " its report.json there");
        }
        return reports;
    }

    private static long count(List<Kept> reports, String verdict) {
        return reports.stream()
                .flatMap(Kept::rows)
                .filter(row -> verdict(row).equals(verdict))
                .count();
    }

    private static boolean isWorthALine(JsonNode row) {
        return !verdict(row).equals("info") || has(row, "published");
    }

    private static String line(Kept report, JsonNode row) {
        String name =
                report.content().path("id").asText() + " " + row.path("name").asText();
        return "| "
                + String.join(
                        " | ",
                        name,
                        published(row),
                        judgedBy(row),
                        withError(row, "ours", "error"),
                        verdictCell(row),
                        escaped(row.path("note").asText()))
                + " |";
    }

    private static String published(JsonNode row) {
        return has(row, "published") ? withError(row, "published", "published-error") : "";
    }

    private static String judgedBy(JsonNode row) {
        if (verdict(row).equals("info")) {
            return "";
        }
        String target = number(row.path(has(row, "expected") ? "expected" : "published"));
        return has(row, "tolerance") ? target + " (" + number(row.path("tolerance")) + ")" : "≥ " + target;
    }

    private static boolean has(JsonNode row, String key) {
        return row.hasNonNull(key);
    }

    private static String withError(JsonNode row, String key, String errorKey) {
        return number(row.path(key)) + (has(row, errorKey) ? " ± " + number(row.path(errorKey)) : "");
    }

    private static String verdictCell(JsonNode row) {
        return switch (verdict(row)) {
            case "pass" -> "pass";
            case "fail" -> "**fail**";
            default -> "";
        };
    }

    private static String reportLine(Kept report) {
        JsonNode origin = report.content().path("origin");
        double seconds = report.rows()
                .filter(row -> row.path("name").asText().endsWith(SECONDS))
                .flatMapToDouble(row -> row.path("values").isEmpty()
                        ? DoubleStream.of(row.path("ours").asDouble())
                        : StreamSupport.stream(row.path("values").spliterator(), false)
                                .mapToDouble(JsonNode::asDouble))
                .sum();
        return "| "
                + String.join(
                        " | ",
                        report.name(),
                        "`" + origin.path("command").asText() + "`",
                        "`" + origin.path("revision").asText() + "`",
                        origin.path("date").asText().replaceAll("T.*", ""),
                        origin.path("machine").asText(),
                        seconds == 0 ? "" : String.format(Locale.ROOT, "%.1f min", seconds / 60))
                + " |";
    }

    private static String verdict(JsonNode row) {
        return row.path("verdict").asText();
    }

    /** Four digits. Numbers that JSON lacks are texts. */
    private static String number(JsonNode number) {
        if (!number.isNumber()) {
            return number.asText();
        }
        double value = number.asDouble();
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** An item of a list, whose further lines are indented. */
    private static List<String> item(String text) {
        List<String> lines = new ArrayList<>(Paragraph.indented("  ", text));
        lines.set(0, "- " + lines.get(0).strip());
        return lines;
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    /**
     * A report that was kept.
     *
     * @param content what its file says
     */
    private record Kept(JsonNode content) {
        String name() {
            return content.path("id").asText() + ", " + content.path("scale").asText();
        }

        Stream<JsonNode> rows() {
            return StreamSupport.stream(content.path("rows").spliterator(), false);
        }
    }
}
