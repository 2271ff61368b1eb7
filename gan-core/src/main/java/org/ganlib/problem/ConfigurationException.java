package org.ganlib.problem;

import java.util.List;

/** A configuration that cannot be used: every problem found in it, at once. */
public final class ConfigurationException extends GanException {
    private final transient List<String> problems;

    /**
     * @param source where the configuration came from, as the user knows it: a file or the command line
     * @param problems one line each: path, rule, actual value, what to do
     */
    public ConfigurationException(String source, List<String> problems) {
        super(render(source, problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one line each. */
    public List<String> problems() {
        return problems;
    }

    private static String render(String source, List<String> problems) {
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
