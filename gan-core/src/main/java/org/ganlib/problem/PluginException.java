package org.ganlib.problem;

import java.util.List;

/**
 * Plugins that cannot be used as they are installed: every problem found in them, at once. Meant
 * for who wrote or installed them.
 */
public final class PluginException extends GanException {
    private final transient List<String> problems;

    /** @param problems one line each: the class or the file and line, the rule, and what to do */
    public PluginException(List<String> problems) {
        super(Numbered.render("plugins", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one line each. */
    public List<String> problems() {
        return problems;
    }
}
