package org.ganlib.spi;

/**
 * The meaning of a metric's value.
 *
 * @param unit the unit, {@code 1} for a pure number
 * @param direction the direction that is better
 * @param minimumSamples fewer generated examples are refused
 * @param bias the dependence of the value on the number of samples
 * @param protocol names formula and constants; values are comparable only under the same protocol
 */
public record MetricInfo(String unit, Direction direction, int minimumSamples, String bias, String protocol) {
    /** The direction that is better. */
    public enum Direction {
        /** Smaller is better. */
        LOWER,
        /** Larger is better. */
        HIGHER
    }
}
