package org.ganlib.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.cli.text.Paragraph;
import org.ganlib.cli.text.PlainText;
import org.ganlib.run.ExperimentSource;

/** Lists names with their summaries, one name a line, in {@value Paragraph#WIDTH} columns. */
final class SummaryLines {
    private SummaryLines() {}

    /** The lines of the built-in experiments. */
    static List<String> builtIn() {
        Map<String, String> summaries = new LinkedHashMap<>();
        ExperimentSource.builtIn()
                .forEach(name -> summaries.put(name, ExperimentSource.find(name).summary()));
        return of(summaries);
    }

    /**
     * The lines of these names. Each name begins at the third column.
     *
     * @param summaries the summary of each name; one that does not fit ends in an ellipsis
     */
    static List<String> of(Map<String, String> summaries) {
        return indented("  ", summaries);
    }

    /** The same lines with another indent than two spaces. */
    static List<String> indented(String indent, Map<String, String> summaries) {
        int width =
                summaries.keySet().stream().mapToInt(Paragraph::columns).max().orElse(0);
        return summaries.entrySet().stream()
                .map(entry -> {
                    String start =
                            indent + entry.getKey() + " ".repeat(width - Paragraph.columns(entry.getKey())) + "  ";
                    String summary = PlainText.line(entry.getValue());
                    return (start + Paragraph.shortened(summary, Paragraph.WIDTH - Paragraph.columns(start)))
                            .stripTrailing();
                })
                .toList();
    }
}
