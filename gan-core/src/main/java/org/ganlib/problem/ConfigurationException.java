package org.ganlib.problem;

import java.util.List;

/** A configuration that cannot be used: every problem found in it, at once. */
public final class ConfigurationException extends GanException {
    private final transient List<String> problems;

    /**
     * @param source the origin of the configuration, as the user knows it: a file or the command
     *     line
     * @param problems one line each: path, rule, actual value, what to do
     */
    public ConfigurationException(String source, List<String> problems) {
        super(Numbered.render(source, problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one line each. */
    public List<String> problems() {
        return problems;
    }
}
