package org.ganlib.cli.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One measured quantity beside what it should be. The numbers decide the verdict: {@link #checked}
 * and {@link #reproduced} pass when ours lies within the tolerance, {@link #atLeast} when it reaches
 * a bound, {@link #shown} and {@link #bySeed} claim nothing.
 *
 * @param name the quantity that was measured, with parts separated by slashes: {@code
 *     kl/divergence}
 * @param published the number in print, if there is one
 * @param publishedError the standard error in print, if there is one
 * @param expected the value by theory or by an exact computation, or the bound to reach, if there
 *     is one
 * @param ours the measured value, the mean of {@code values} if there are any; NaN fails every
 *     check
 * @param values the value of each seed, if it was measured by seed
 * @param tolerance the largest |ours − expected|, or |ours − published|, that passes, if there is
 *     a claim of that kind
 * @param verdict the verdict on the claim
 * @param note an explanation of the row, in words
 */
public record Row(
        String name,
        OptionalDouble published,
        OptionalDouble publishedError,
        OptionalDouble expected,
        double ours,
        List<Double> values,
        OptionalDouble tolerance,
        Verdict verdict,
        String note) {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    /** Standard errors by which a mean may be off. */
    private static final double ERRORS = 2;

    /** Copies the list. */
    public Row {
        values = List.copyOf(values);
    }

    /**
     * A claim: ours is within {@code tolerance} of {@code expected}. Infinite values are within any
     * tolerance of themselves.
     */
    public static Row checked(String name, double expected, double ours, double tolerance, String note) {
        boolean holds = ours == expected || Math.abs(ours - expected) <= tolerance;
        return new Row(
                name,
                NONE,
                NONE,
                OptionalDouble.of(expected),
                ours,
                List.of(),
                OptionalDouble.of(tolerance),
                holds ? Verdict.PASS : Verdict.FAIL,
                note);
    }

    /** A number for comparison, without a claim. */
    public static Row shown(String name, double ours, String note) {
        return new Row(name, NONE, NONE, NONE, ours, List.of(), NONE, Verdict.INFO, note);
    }

    /** The mean of a number that was measured once for each seed, without a claim. */
    public static Row bySeed(String name, List<Double> values, String note) {
        double mean = MeanAndError.of(values).mean();
        return new Row(name, NONE, NONE, NONE, mean, values, NONE, Verdict.INFO, note);
    }

    /**
     * A claim: the mean over seeds is the published one. It passes within {@code margin}, and within
     * two standard errors of the difference of the two means, whichever is larger.
     *
     * @param publishedError the standard error in print; 0 if there is none
     * @param margin the largest difference from the published number that still counts as agreement
     */
    public static Row reproduced(
            String name, double published, double publishedError, List<Double> values, double margin, String note) {
        MeanAndError ours = MeanAndError.of(values);
        double error = Double.isNaN(ours.standardError()) ? 0 : ours.standardError();
        double tolerance = Math.max(margin, ERRORS * Math.hypot(error, publishedError));
        boolean holds = Math.abs(ours.mean() - published) <= tolerance;
        return new Row(
                name,
                OptionalDouble.of(published),
                publishedError > 0 ? OptionalDouble.of(publishedError) : NONE,
                NONE,
                ours.mean(),
                values,
                OptionalDouble.of(tolerance),
                holds ? Verdict.PASS : Verdict.FAIL,
                note);
    }

    /** A claim: the mean over seeds reaches {@code bound}. */
    public static Row atLeast(String name, double bound, List<Double> values, String note) {
        double mean = MeanAndError.of(values).mean();
        return new Row(
                name,
                NONE,
                NONE,
                OptionalDouble.of(bound),
                mean,
                values,
                NONE,
                mean >= bound ? Verdict.PASS : Verdict.FAIL,
                note);
    }

    /** The same row with the values whose mean it is; the verdict stays. */
    public Row withValues(List<Double> bySeed) {
        return new Row(name, published, publishedError, expected, ours, bySeed, tolerance, verdict, note);
    }

    /** The same row with the number in print beside it; the verdict stays. */
    public Row withPublished(double number) {
        return new Row(
                name, OptionalDouble.of(number), publishedError, expected, ours, values, tolerance, verdict, note);
    }

    /** The same row with what is expected beside it; the verdict stays. */
    public Row withExpected(double number) {
        return new Row(
                name, published, publishedError, OptionalDouble.of(number), ours, values, tolerance, verdict, note);
    }

    /** The same row under another name. */
    public Row renamed(String other) {
        return new Row(other, published, publishedError, expected, ours, values, tolerance, verdict, note);
    }

    /** The standard error of ours; empty if it was not measured with two seeds or more. */
    public OptionalDouble error() {
        return values.size() < 2
                ? NONE
                : OptionalDouble.of(MeanAndError.of(values).standardError());
    }

    /** The note, before it the standard error and the value of each seed if there are several. */
    String noteWithSeeds() {
        if (error().isEmpty()) {
            return note;
        }
        String each = values.stream()
                .map(value -> String.format(Locale.ROOT, "%.4g", value))
                .collect(Collectors.joining(" "));
        String spread = String.format(Locale.ROOT, "+- %.3g: %s", error().getAsDouble(), each);
        return note.isEmpty() ? spread : spread + "; " + note;
    }

    /** The row as JSON; a number that is missing is null. */
    Map<String, Object> json() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", name);
        content.put("published", orNull(published));
        content.put("published-error", orNull(publishedError));
        content.put("expected", orNull(expected));
        content.put("ours", ours);
        content.put("error", orNull(error()));
        content.put("values", values);
        content.put("tolerance", orNull(tolerance));
        content.put("verdict", verdict.toString());
        content.put("note", note);
        return content;
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
