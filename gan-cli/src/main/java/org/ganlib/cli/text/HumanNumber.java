package org.ganlib.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Writes numbers for people, with few digits and, if there is one, a unit. */
public final class HumanNumber {
    private static final int DIGITS = 4;
    private static final double LARGEST_PLAIN = 1e9;
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double WITHOUT_FRACTION = 1000;
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private HumanNumber() {}

    /**
     * A number with four significant digits, without zeros at the end. An integer keeps all digits,
     * in groups of three.
     */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < LARGEST_PLAIN) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        if (size >= LARGEST_PLAIN || size < SMALLEST_PLAIN) {
            return String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", value);
        }
        if (size >= WITHOUT_FRACTION) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A whole number in groups of three digits. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A share of 1 in percent, with one decimal. */
    public static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : String.valueOf(share);
    }

    /** A duration in the unit that suits it: {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}. */
    public static String duration(double seconds) {
        if (!(seconds >= 0) || !Double.isFinite(seconds)) {
            return seconds + " s";
        }
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.0f ms", seconds * 1e3);
        }
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < HOUR
                ? whole / 60 + " min " + whole % 60 + " s"
                : String.format(Locale.ROOT, "%,d h %d min", whole / 3600, whole % 3600 / 60);
    }
}
