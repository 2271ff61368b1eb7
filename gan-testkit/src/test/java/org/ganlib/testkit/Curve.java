package org.ganlib.testkit;

import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.ScalarFunction;

/** A function made of a value and a derivative. A test may give it a wrong derivative. */
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
