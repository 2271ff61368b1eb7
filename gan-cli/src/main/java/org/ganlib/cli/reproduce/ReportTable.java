package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A report as a table for people. */
public final class ReportTable {
    private static final List<String> HEADER =
            List.of("", "name", "published", "expected", "ours", "tolerance", "note");
    private static final int FIRST_NUMBER = 2;
    private static final int LAST_NUMBER = 5;

    private ReportTable() {}

    /** The lines of the table, the deviations below it and a count of verdicts. */
    public static List<String> of(ReproductionReport report) {
        List<List<String>> table = new ArrayList<>(List.of(HEADER));
        for (Row row : report.rows()) {
            table.add(List.of(
                    row.verdict().toString(),
                    row.name(),
                    number(row.published()),
                    number(row.expected()),
                    number(row.ours()),
                    row.tolerance().isPresent() ? "±" + number(row.tolerance()) : "",
                    row.noteWithSeeds()));
        }
        int[] widths = new int[HEADER.size()];
        for (List<String> cells : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cells.get(i).length());
            }
        }
        List<String> lines =
                new ArrayList<>(table.stream().map(cells -> line(cells, widths)).toList());
        if (!report.deviations().isEmpty()) {
            lines.add("");
            lines.add("Differs from what was published:");
            report.deviations().forEach(d -> lines.add("  - " + d));
        }
        lines.add("");
        lines.add(report.id() + ", scale " + report.scale() + ", seeds "
                + report.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ": "
                + report.count(Verdict.PASS) + " passed, " + report.count(Verdict.FAIL) + " failed, "
                + report.count(Verdict.INFO) + " shown");
        return lines;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            boolean number = i >= FIRST_NUMBER && i <= LAST_NUMBER;
            line.append(number ? padding + cells.get(i) : cells.get(i) + padding)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static String number(OptionalDouble number) {
        return number.isPresent() ? number(number.getAsDouble()) : "";
    }

    private static String number(double number) {
        if (!Double.isFinite(number) || number == 0) {
            return number == 0 ? "0" : Double.toString(number);
        }
        double size = Math.abs(number);
        return String.format(Locale.ROOT, size < 1e-3 || size >= 1e6 ? "%.1e" : "%.6f", number);
    }
}
