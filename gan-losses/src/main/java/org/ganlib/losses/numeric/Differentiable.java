package org.ganlib.losses.numeric;

import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.ScalarFunction;

/**
 * A function written as its value and its derivative.
 *
 * @param function x to the value
 * @param slope x to the derivative
 */
public record Differentiable(DoubleUnaryOperator function, DoubleUnaryOperator slope) implements ScalarFunction {
    /** x ↦ x. */
    public static final ScalarFunction IDENTITY = new Differentiable(x -> x, x -> 1);

    @Override
    public double value(double x) {
        return function.applyAsDouble(x);
    }

    @Override
    public double derivative(double x) {
        return slope.applyAsDouble(x);
    }
}
