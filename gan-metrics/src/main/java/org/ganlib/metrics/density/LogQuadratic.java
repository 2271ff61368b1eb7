package org.ganlib.metrics.density;

import java.util.List;

/**
 * The logarithm of a density, or of a product of powers of densities, towards one end of the line:
 * square·x² + linear·x + constant.
 *
 * @param square coefficient of x²; −1/(2·std²) for a normal density, 0 for a Laplace density
 * @param linear coefficient of x
 * @param constant the rest
 */
public record LogQuadratic(double square, double linear, double constant) {
    /** Coefficients whose terms cancel to this fraction of their size count as 0. */
    private static final double CANCELLED = 1e-12;

    /**
     * factor·this + otherFactor·other, where a coefficient that cancels to rounding is exactly 0.
     */
    LogQuadratic combine(double factor, double otherFactor, LogQuadratic other) {
        return new LogQuadratic(
                sum(factor * square, otherFactor * other.square),
                sum(factor * linear, otherFactor * other.linear),
                sum(factor * constant, otherFactor * other.constant));
    }

    /** The limit at that end: +1 for +∞, −1 for −∞, 0 for a finite limit. */
    int direction(Side side) {
        return (int) (square == 0 ? side.sign() * Math.signum(linear) : Math.signum(square));
    }

    /**
     * The largest of several at that end; those that differ there by a constant alone add up, as
     * densities do.
     */
    static LogQuadratic dominant(List<LogQuadratic> terms, Side side) {
        LogQuadratic largest = terms.get(0);
        for (LogQuadratic term : terms.subList(1, terms.size())) {
            int order = new LogQuadratic(term.square - largest.square, term.linear - largest.linear, 0).direction(side);
            if (order > 0) {
                largest = term;
            } else if (order == 0) {
                double high = Math.max(term.constant, largest.constant);
                double low = Math.min(term.constant, largest.constant);
                largest = new LogQuadratic(largest.square, largest.linear, high + Math.log1p(Math.exp(low - high)));
            }
        }
        return largest;
    }

    private static double sum(double a, double b) {
        return Math.abs(a + b) <= CANCELLED * (Math.abs(a) + Math.abs(b)) ? 0 : a + b;
    }
}
