package org.ganlib.cli.reproduce;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One measured quantity beside what it should be. The numbers decide the verdict: {@link #checked}
 * passes when ours lies within the tolerance of what is expected, {@link #shown} claims nothing.
 *
 * @param name the quantity that was measured, with parts separated by slashes: {@code
 *     kl/divergence}
 * @param published the number in print, if there is one
 * @param expected the value by theory or by an exact computation, if there is one
 * @param ours the measured value; NaN fails every check
 * @param tolerance the largest |ours − expected| that passes, if there is a claim
 * @param verdict the verdict on the claim
 * @param note an explanation of the row, in words
 */
public record Row(
        String name,
        OptionalDouble published,
        OptionalDouble expected,
        double ours,
        OptionalDouble tolerance,
        Verdict verdict,
        String note) {
    /**
     * A claim: ours is within {@code tolerance} of {@code expected}. Infinite values are within any
     * tolerance of themselves.
     */
    public static Row checked(String name, double expected, double ours, double tolerance, String note) {
        boolean holds = ours == expected || Math.abs(ours - expected) <= tolerance;
        return new Row(
                name,
                OptionalDouble.empty(),
                OptionalDouble.of(expected),
                ours,
                OptionalDouble.of(tolerance),
                holds ? Verdict.PASS : Verdict.FAIL,
                note);
    }

    /** A number for comparison, without a claim. */
    public static Row shown(String name, double ours, String note) {
        return new Row(
                name, OptionalDouble.empty(), OptionalDouble.empty(), ours, OptionalDouble.empty(), Verdict.INFO, note);
    }

    /** The same row with the number in print beside it; the verdict stays. */
    public Row withPublished(double number) {
        return new Row(name, OptionalDouble.of(number), expected, ours, tolerance, verdict, note);
    }

    /** The same row with what is expected beside it; the verdict stays. */
    public Row withExpected(double number) {
        return new Row(name, published, OptionalDouble.of(number), ours, tolerance, verdict, note);
    }

    /** The same row under another name. */
    public Row renamed(String other) {
        return new Row(other, published, expected, ours, tolerance, verdict, note);
    }

    /** The row as JSON; a number that is missing is null. */
    Map<String, Object> json() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", name);
        content.put("published", orNull(published));
        content.put("expected", orNull(expected));
        content.put("ours", ours);
        content.put("tolerance", orNull(tolerance));
        content.put("verdict", verdict.toString());
        content.put("note", note);
        return content;
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
