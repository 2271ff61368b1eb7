package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.ScalarFunction;

/**
 * Compares a derivative with difference quotients. With δ = 10⁻⁶·max(1, |x|), the claimed slope
 * must equal the central quotient (h(x+δ) − h(x−δ))/2δ to 10⁻⁶ of its size. Where the quotients of
 * the two sides differ, as at a kink, every slope between them is a subgradient and is accepted.
 */
final class CentralDifference {
    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-6;
    /** Rounding in h(x±δ) is about 10⁻¹⁶·|h|, and the quotients divide it by δ. */
    private static final double ROUNDING = 1e-9;

    private CentralDifference() {}

    /**
     * Requires {@code function.derivative(x)} to be the slope of {@code function.value} at {@code
     * x}.
     */
    static void assertDerivative(String name, ScalarFunction function, double x) {
        assertSlope(name, function::value, x, function.derivative(x));
    }

    /** Requires {@code slope} to be the slope of {@code function} at {@code x}. */
    static void assertSlope(String name, DoubleUnaryOperator function, double x, double slope) {
        double step = STEP * Math.max(1, Math.abs(x));
        double value = function.applyAsDouble(x);
        double left = (value - function.applyAsDouble(x - step)) / step;
        double right = (function.applyAsDouble(x + step) - value) / step;
        double central = (left + right) / 2;
        double allowed =
                Math.abs(right - left) / 2 + TOLERANCE * Math.max(1, Math.abs(slope)) + ROUNDING * Math.abs(value);
        assertThat(Math.abs(slope - central))
                .as("%s has slope %s at %s, but the central difference is %s", name, slope, x, central)
                .isLessThanOrEqualTo(allowed);
    }
}
