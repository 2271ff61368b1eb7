package org.ganlib.spi;

import java.util.OptionalDouble;

/**
 * Finds the score at which the critic's loss of a real example plus its loss of a generated example
 * is least. As the score grows, this sum falls, may then be constant, and rises. The signs of its
 * derivative tell these parts apart.
 */
final class BalancedScore {
    /** The largest score that is tried. */
    private static final double LARGEST = 1e4;

    private static final double FIRST = 0x1p-10;
    private static final int HALVINGS = 80;

    private final ScalarFunction real;
    private final ScalarFunction fake;

    private BalancedScore(ScalarFunction real, ScalarFunction fake) {
        this.real = real;
        this.fake = fake;
    }

    /**
     * Returns the midpoint of the interval in which the sum is least. Empty if the sum never falls,
     * if it never rises, or if a higher score means a generated example.
     */
    static OptionalDouble of(ScalarFunction real, ScalarFunction fake) {
        return new BalancedScore(real, fake).middle();
    }

    private OptionalDouble middle() {
        double falling = last(-1);
        double rising = -last(1);
        if (Double.isNaN(falling) || Double.isNaN(rising)) {
            return OptionalDouble.empty();
        }
        double endOfFall = edge(falling, rising, -1);
        double startOfRise = edge(rising, falling, 1);
        double middle = (endOfFall + startOfRise) / 2;
        // A higher score must speak for a real example.
        return real.derivative(middle) < 0 ? OptionalDouble.of(middle) : OptionalDouble.empty();
    }

    /**
     * Finds a score at which the slope has the given sign. For sign −1 it tries scores from 10⁴ down
     * to −10⁴ and takes the first that fits. For sign 1 it tries the negated scores.
     *
     * @return the score that fits if the sign is −1, its negative if the sign is 1; NaN if none fits
     */
    private double last(int sign) {
        for (double size = LARGEST; size >= FIRST; size /= 2) {
            if (slope(-sign * size) == sign) {
                return size;
            }
        }
        if (slope(0) == sign) {
            return 0;
        }
        for (double size = FIRST; size <= LARGEST; size *= 2) {
            if (slope(sign * size) == sign) {
                return -size;
            }
        }
        return Double.NaN;
    }

    /** Finds, by bisection, the end of the interval in which the slope has the given sign. */
    private double edge(double with, double beyond, int sign) {
        double inside = with;
        double outside = beyond;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (inside + outside) / 2;
            if (slope(middle) == sign) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    /** The sign of the derivative of the sum; 0 where it is not a number. */
    private double slope(double score) {
        double slope = real.derivative(score) + fake.derivative(score);
        return Double.isNaN(slope) ? 0 : Math.signum(slope);
    }
}
