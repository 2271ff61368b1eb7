package org.ganlib.spi;

/** −h. */
record Negated(ScalarFunction function) implements ScalarFunction {
    @Override
    public double value(double x) {
        return -function.value(x);
    }

    @Override
    public double derivative(double x) {
        return -function.derivative(x);
    }
}
