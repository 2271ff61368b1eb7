package org.ganlib.spi;

import java.util.OptionalDouble;

/**
 * The score at which the sum of a critic's penalties for a real and for a generated example is
 * least. The sum falls, may then be level, and rises; the derivatives say where.
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
     * The midpoint of the interval in which the sum is least; empty if the sum never falls or never
     * rises, and if higher scores speak for generated examples.
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
     * The last tried score at which the slope has the given sign. Scores are tried from the largest
     * downwards for −1, and mirrored for 1.
     *
     * @return the score times −sign; NaN if there is none
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

    /** Bisects for the score at which the slope stops having that sign. */
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
