package org.ganlib.metrics.distance;

/**
 * The weighted mean of order p, {@code (Σ wᵢ·vᵢᵖ / Σ wᵢ)^(1/p)}, of numbers ≥ 0. If powers could
 * leave the range of doubles, numbers are divided by the largest one so far before they are raised.
 */
final class PowerMean {
    private final double order;
    private double largest;
    private double sum;
    private double weights;

    /** @param order p, ≥ 1 */
    PowerMean(double order) {
        this.order = order;
    }

    /** @param weight > 0 */
    void add(double value, double weight) {
        weights += weight;
        if (!isScaled()) {
            sum += weight * power(value, order);
            return;
        }
        if (value > largest) {
            sum *= Math.pow(largest / value, order);
            largest = value;
        }
        if (value > 0) {
            sum += weight * Math.pow(value / largest, order);
        }
    }

    /** The mean of what was added, at least one number. */
    double value() {
        if (isScaled()) {
            return largest * Math.pow(sum / weights, 1 / order);
        }
        return order == 2 ? Math.sqrt(sum / weights) : sum / weights;
    }

    /** Squares of distances of floats are far inside the range of doubles. */
    private boolean isScaled() {
        return order != 1 && order != 2;
    }

    /**
     * {@code value^order}, exact for the orders 1 and 2. Outside the range of doubles the result is
     * infinite, or 0 although the value is positive.
     */
    static double power(double value, double order) {
        if (order == 1) {
            return value;
        }
        return order == 2 ? value * value : Math.pow(value, order);
    }
}
