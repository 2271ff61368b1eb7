package org.ganlib.metrics.linear;

import java.math.BigDecimal;
import org.ganlib.spi.Examples;

/**
 * The correctly rounded squared Euclidean distance of two examples: the double nearest to the exact
 * value. Equal distances are equal doubles, whatever the order of the coordinates. The smaller of
 * two distances never gets the larger double.
 */
final class ExactDistance {
    private ExactDistance() {}

    /**
     * Adds the squares in double-double precision, and in unlimited precision if that leaves the
     * last bit undecided.
     */
    static double squared(Examples some, int i, Examples others, int j) {
        int elements = some.shape().elements();
        float[] a = some.values();
        float[] b = others.values();
        int startA = i * elements;
        int startB = j * elements;
        double high = 0;
        double low = 0;
        // Bounds everything that high + low have lost.
        double lost = 0;
        for (int k = 0; k < elements; k++) {
            double x = a[startA + k];
            double y = b[startB + k];
            double difference = x - y;
            double rest = restOfDifference(x, y, difference);
            double square = difference * difference;
            double restOfSquare = Math.fma(difference, difference, -square) + 2 * difference * rest;
            if (rest != 0) {
                // Two roundings of at most 3·2⁻⁵³ of the square, and the square of the rest.
                lost += square * 0x1p-102;
            }
            double sum = high + square;
            double carried = restOfSum(high, square, sum);
            high = sum;
            double added = carried + restOfSquare;
            lost += Math.abs(restOfSum(carried, restOfSquare, added));
            double lowSum = low + added;
            lost += Math.abs(restOfSum(low, added, lowSum));
            low = lowSum;
        }
        double rounded = high + low;
        if (lost == 0) {
            return rounded;
        }
        double beside = Math.abs(restOfSum(high, low, rounded));
        // Below a power of two the doubles lie twice as close.
        double halfway = Math.ulp(rounded) / (rounded == Math.scalb(1.0, Math.getExponent(rounded)) ? 4 : 2);
        return beside + 2 * lost < halfway ? rounded : unlimited(a, startA, b, startB, elements);
    }

    private static double unlimited(float[] a, int startA, float[] b, int startB, int elements) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < elements; k++) {
            BigDecimal difference = new BigDecimal(a[startA + k]).subtract(new BigDecimal(b[startB + k]));
            sum = sum.add(difference.multiply(difference));
        }
        return sum.doubleValue();
    }

    /** The exact rounding error of the sum a + b (Knuth's two-sum). */
    private static double restOfSum(double a, double b, double sum) {
        double part = sum - a;
        return (a - (sum - part)) + (b - part);
    }

    /** The exact rounding error of the difference a − b. */
    static double restOfDifference(double a, double b, double difference) {
        double part = difference - a;
        return (a - (difference - part)) - (b + part);
    }
}
