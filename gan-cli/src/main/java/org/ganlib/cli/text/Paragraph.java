package org.ganlib.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of limited width. */
public final class Paragraph {
    /** The number of columns that printed text may take. */
    public static final int WIDTH = 100;

    private static final String ELLIPSIS = "…";

    private Paragraph() {}

    /**
     * Breaks a text at spaces. A word that is longer than a line has a line of its own.
     *
     * @param width the number of columns of a line, ≥ 1
     * @return at least one line
     */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +", -1)) {
            if (line.length() > 0 && columns(line) + 1 + columns(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** The text wrapped to {@value #WIDTH} columns, with {@code indent} before each line. */
    public static List<String> indented(String indent, String text) {
        return wrap(text, WIDTH - columns(indent)).stream()
                .map(line -> indent + line)
                .toList();
    }

    /** The text, or its first words and an ellipsis if it is wider than {@code width} columns. */
    public static String shortened(String text, int width) {
        if (columns(text) <= width) {
            return text;
        }
        String first = wrap(text, Math.max(1, width - 1)).get(0).replaceFirst("[,;:.—–-]*$", "");
        if (columns(first) < width) {
            return first + ELLIPSIS;
        }
        return first.substring(0, first.offsetByCodePoints(0, Math.max(0, width - 1))) + ELLIPSIS;
    }

    /** The number of columns that a text takes; each character counts as one column. */
    public static int columns(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
