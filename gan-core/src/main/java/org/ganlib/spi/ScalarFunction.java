package org.ganlib.spi;

/** A differentiable function of one real number. */
public interface ScalarFunction {
    /** The value at {@code x}; +∞ rather than NaN where it overflows. */
    double value(double x);

    /** The derivative at {@code x}; at a kink, any subgradient. */
    double derivative(double x);

    /**
     * The mean over {@code x} and its gradient. Override this if the value and the derivative share
     * work.
     *
     * @param x at least one number
     * @param gradient the array for ∂mean/∂xᵢ, as long as {@code x}
     */
    default double mean(double[] x, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += value(x[i]);
            gradient[i] = derivative(x[i]) / x.length;
        }
        return sum / x.length;
    }
}
