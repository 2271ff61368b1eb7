package org.ganlib.cli.reproduce;

import java.util.function.DoubleUnaryOperator;

/** Minimisation of a function of one number. */
final class Search {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 120;

    private Search() {}

    /**
     * The position of the minimum of a function that falls and then rises, by golden section. Its
     * relative error is about the square root of the rounding error.
     */
    static double minimum(DoubleUnaryOperator function, double low, double high) {
        double left = low;
        double right = high;
        double inner = right - GOLDEN * (right - left);
        double outer = left + GOLDEN * (right - left);
        double innerValue = function.applyAsDouble(inner);
        double outerValue = function.applyAsDouble(outer);
        for (int step = 0; step < STEPS; step++) {
            if (innerValue <= outerValue) {
                right = outer;
                outer = inner;
                outerValue = innerValue;
                inner = right - GOLDEN * (right - left);
                innerValue = function.applyAsDouble(inner);
            } else {
                left = inner;
                inner = outer;
                innerValue = outerValue;
                outer = left + GOLDEN * (right - left);
                outerValue = function.applyAsDouble(outer);
            }
        }
        return left + (right - left) / 2;
    }

    /** The derivative by central differences. */
    static double slope(DoubleUnaryOperator function, double at, double step) {
        return (function.applyAsDouble(at + step) - function.applyAsDouble(at - step)) / (2 * step);
    }
}
