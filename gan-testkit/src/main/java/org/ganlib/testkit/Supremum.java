package org.ganlib.testkit;

import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.ScalarFunction;

/** Finds the conjugate of a function by search, without knowing anything about it. */
final class Supremum {
    private static final double LOWEST = -60;
    private static final double HIGHEST = 40;
    private static final double SPACING = 0.05;
    private static final double ROUNDING = 1e-15;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Supremum() {}

    /**
     * The supremum of u·t − f(u) over u in [e⁻⁶⁰, e⁴⁰]: the best point of a grid in log u, then
     * golden-section search around it. The low end stands for u → 0, so the result is exact where
     * the supremum is attained inside or is the limit at 0. The largest possible rounding error of
     * a difference is subtracted, so that noise at large u does not exceed the supremum.
     */
    static double conjugate(ScalarFunction f, double t) {
        DoubleUnaryOperator gain = x -> {
            double line = Math.exp(x) * t;
            double value = f.value(Math.exp(x));
            return line - value - ROUNDING * (Math.abs(line) + Math.abs(value));
        };
        double best = LOWEST;
        for (double x = LOWEST; x <= HIGHEST; x += SPACING) {
            if (gain.applyAsDouble(x) > gain.applyAsDouble(best)) {
                best = x;
            }
        }
        double low = best - SPACING;
        double high = best + SPACING;
        while (high - low > 1e-9) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (gain.applyAsDouble(left) < gain.applyAsDouble(right)) {
                low = left;
            } else {
                high = right;
            }
        }
        return Math.max(gain.applyAsDouble(best), gain.applyAsDouble((low + high) / 2));
    }
}
