package org.ganlib.network;

/**
 * The closed range that values lie in; infinite ends mean no bound.
 *
 * @param low the least value
 * @param high the greatest value, above {@code low}
 */
public record ValueRange(double low, double high) {
    /** All real numbers. */
    public static final ValueRange UNBOUNDED = new ValueRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    /** −1 to 1, the range of tanh. */
    public static final ValueRange SIGNED = new ValueRange(-1, 1);
    /** 0 to 1, the range of the logistic function. */
    public static final ValueRange UNIT = new ValueRange(0, 1);

    /** @throws IllegalArgumentException unless {@code low < high} */
    public ValueRange {
        if (!(low < high)) {
            throw new IllegalArgumentException("a range needs low < high, was " + low + " and " + high);
        }
    }

    /** Returns true if both ends are finite. */
    public boolean isBounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}
