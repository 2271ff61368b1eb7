package org.ganlib.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table with a header: aligned for a terminal, or as Markdown. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "a row has " + rows.get(0).size() + " cells, was given " + List.of(cells));
        }
        rows.add(List.of(cells));
    }

    /** The first column to the left, the others to the right. */
    String plain() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                String padding = " ".repeat(width(i) - length(row.get(i)));
                text.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
            }
            text.append('\n');
        }
        return text.toString();
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                text.append("|---")
                        .append("|--:".repeat(rows.get(0).size() - 1))
                        .append("|\n");
            }
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
