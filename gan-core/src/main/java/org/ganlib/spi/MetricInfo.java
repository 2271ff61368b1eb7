package org.ganlib.spi;

/**
 * What a metric's value means.
 *
 * @param unit the unit, {@code 1} for a pure number
 * @param direction which way is better
 * @param minimumSamples fewer generated examples are refused
 * @param bias how the value depends on the number of samples
 * @param protocol names formula and constants; values are comparable only under the same protocol
 */
public record MetricInfo(String unit, Direction direction, int minimumSamples, String bias, String protocol) {
    /** Which way is better. */
    public enum Direction {
        /** Smaller is better. */
        LOWER,
        /** Larger is better. */
        HIGHER
    }
}
