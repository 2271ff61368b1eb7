package org.ganlib.plugin;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown by a plugin's constructor when its settings break their rules. */
public final class InvalidSettingsException extends IllegalArgumentException {
    private final transient List<Violation> violations;

    /** One or more violations of one plugin's settings. */
    public InvalidSettingsException(List<Violation> violations) {
        super(violations.stream().map(v -> v.setting() + ": " + v.message()).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** The violated rules, in the order they were checked. */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * One broken rule.
     *
     * @param setting the setting's name as written in an experiment, for example {@code
     *     learning-rate}
     * @param message the rule, the actual value, and what to do
     */
    public record Violation(String setting, String message) {}
}
