package org.ganlib.testkit;

import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.ScalarFunction;

/** A function with its value and a derivative, which a test may choose wrong. */
record Curve(DoubleUnaryOperator function, DoubleUnaryOperator slope) implements ScalarFunction {
    @Override
    public double value(double x) {
        return function.applyAsDouble(x);
    }

    @Override
    public double derivative(double x) {
        return slope.applyAsDouble(x);
    }

    /** −h. */
    static ScalarFunction negated(ScalarFunction function) {
        return new Curve(x -> -function.value(x), x -> -function.derivative(x));
    }
}
