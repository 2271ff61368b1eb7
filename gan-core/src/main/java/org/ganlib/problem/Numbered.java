package org.ganlib.problem;

import java.util.List;

/**
 * Renders the problems of one source: on one line when there is one, numbered when there are
 * several.
 */
final class Numbered {
    private Numbered() {}

    static String render(String source, List<String> problems) {
        if (problems.size() == 1) {
            return source + ": " + problems.get(0);
        }
        StringBuilder text =
                new StringBuilder(source).append(": ").append(problems.size()).append(" problems");
        for (int i = 0; i < problems.size(); i++) {
            text.append("\n  ").append(i + 1).append(") ").append(problems.get(i));
        }
        return text.toString();
    }
}
