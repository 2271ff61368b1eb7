package org.ganlib.spi;

/**
 * An interval of real numbers.
 *
 * @param low the lower end, −∞ for none
 * @param lowIncluded true if the lower end belongs to it
 * @param high the upper end, +∞ for none
 * @param highIncluded true if the upper end belongs to it
 */
public record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {
    /** All real numbers. */
    public static final Interval REALS = new Interval(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    /** Every number below {@code high}, without {@code high} itself. */
    public static Interval below(double high) {
        return new Interval(Double.NEGATIVE_INFINITY, false, high, false);
    }

    /** Every number up to {@code high}, with {@code high} itself. */
    public static Interval upTo(double high) {
        return new Interval(Double.NEGATIVE_INFINITY, false, high, true);
    }

    /** Both ends included. */
    public static Interval closed(double low, double high) {
        return new Interval(low, true, high, true);
    }

    /** Returns true if {@code x} lies in it; never true of NaN. */
    public boolean contains(double x) {
        return (lowIncluded ? x >= low : x > low) && (highIncluded ? x <= high : x < high);
    }
}
