package org.ganlib.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in text, with a line of titles and columns as wide as their widest cell. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String title, boolean number) {}

    /** A table without columns and rows. */
    public TextTable() {
        this(List.of());
    }

    private TextTable(List<Column> columns) {
        this.columns = columns;
    }

    /** An empty table with these columns and one more, whose texts are aligned to the left. */
    public TextTable text(String title) {
        return with(new Column(title, false));
    }

    /** An empty table with these columns and one more, whose numbers are aligned to the right. */
    public TextTable number(String title) {
        return with(new Column(title, true));
    }

    private TextTable with(Column column) {
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        return new TextTable(List.copyOf(more));
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column; control characters are escaped
     */
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("needs " + columns.size() + " cells, were " + cells.length);
        }
        rows.add(Arrays.stream(cells).map(PlainText::line).toList());
    }

    /** The titles and the rows, without columns in which every cell is empty. */
    public List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(columns.stream().map(Column::title).toList());
        all.addAll(rows);
        List<StringBuilder> lines = all.stream().map(row -> new StringBuilder()).toList();
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            if (rows.stream().allMatch(row -> row.get(column).isEmpty())) {
                continue;
            }
            int width = all.stream()
                    .mapToInt(row -> Paragraph.columns(row.get(column)))
                    .max()
                    .orElse(0);
            for (int r = 0; r < all.size(); r++) {
                StringBuilder line = lines.get(r);
                String cell = all.get(r).get(column);
                String space = " ".repeat(width - Paragraph.columns(cell));
                line.append(line.length() == 0 ? "" : GAP)
                        .append(columns.get(column).number() ? space + cell : cell + space);
            }
        }
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }
}
