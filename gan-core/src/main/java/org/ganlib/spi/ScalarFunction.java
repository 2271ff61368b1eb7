package org.ganlib.spi;

/** A differentiable function of one real number. */
public interface ScalarFunction {
    /** The value at {@code x}; +∞ rather than NaN where it overflows. */
    double value(double x);

    /** The derivative at {@code x}; at a kink, any subgradient. */
    double derivative(double x);
}
