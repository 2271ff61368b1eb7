package org.ganlib.cli.summary;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition that a run meets or not: {@code seed=1}, {@code status!=finished}, {@code
 * loss/critic<0.7}. Two numbers are compared as numbers, anything else as text and for equality
 * alone. A run that knows nothing under the name meets no condition but {@code !=}.
 *
 * @param name the name of the compared value, as {@link RunSummary#value} knows it
 * @param relation {@literal =, !=, <, <=, > or >=}
 * @param value the value that it is compared with
 */
public record RunCondition(String name, String relation, String value) {
    private static final Pattern FORM = Pattern.compile("([^=!<>]+?)\\s*(!=|<=|>=|=|<|>)\\s*(.+)");

    private static final Set<String> ORDERS = Set.of("<", "<=", ">", ">=");

    /** Reads one; empty if the text is none. */
    public static Optional<RunCondition> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        RunCondition condition = new RunCondition(form.group(1), form.group(2), form.group(3));
        boolean orders = ORDERS.contains(condition.relation);
        return orders && number(condition.value).isEmpty() ? Optional.empty() : Optional.of(condition);
    }

    /** Returns true if the run meets it. */
    public boolean holdsFor(RunSummary run) {
        Optional<Object> actual = run.value(name);
        if (actual.isEmpty()) {
            return relation.equals("!=");
        }
        Optional<Double> expected = number(value);
        if (actual.get() instanceof Number number && expected.isPresent()) {
            return holds(number.doubleValue(), expected.get());
        }
        boolean same = actual.get().toString().equals(value);
        return switch (relation) {
            case "=" -> same;
            case "!=" -> !same;
            default -> false;
        };
    }

    private boolean holds(double actual, double expected) {
        return switch (relation) {
            case "=" -> actual == expected;
            case "!=" -> actual != expected;
            case "<" -> actual < expected;
            case "<=" -> actual <= expected;
            case ">" -> actual > expected;
            default -> actual >= expected;
        };
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
