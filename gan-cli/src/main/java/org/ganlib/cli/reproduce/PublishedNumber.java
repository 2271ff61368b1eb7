package org.ganlib.cli.reproduce;

/**
 * A number in print.
 *
 * @param mean the number; NaN if there is none
 * @param error its standard error; 0 if there is none in print
 */
public record PublishedNumber(double mean, double error) {
    /** No number is in print. */
    public static final PublishedNumber NONE = new PublishedNumber(Double.NaN, 0);

    /** Returns true if there is a number. */
    boolean exists() {
        return !Double.isNaN(mean);
    }
}
