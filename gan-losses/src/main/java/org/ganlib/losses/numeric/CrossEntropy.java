package org.ganlib.losses.numeric;

import org.ganlib.spi.ScalarFunction;

/**
 * v ↦ α sp(−v) + (1 − α) sp(v), the cross-entropy of the label α against the probability σ(v). Its
 * derivative is σ(v) − α.
 *
 * @param label α, in [0, 1]
 */
public record CrossEntropy(double label) implements ScalarFunction {
    @Override
    public double value(double v) {
        return value(v, Math.exp(-Math.abs(v)));
    }

    @Override
    public double derivative(double v) {
        return derivative(v, Math.exp(-Math.abs(v)));
    }

    @Override
    public double mean(double[] x, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double z = Math.exp(-Math.abs(x[i]));
            sum += value(x[i], z);
            gradient[i] = derivative(x[i], z) / x.length;
        }
        return sum / x.length;
    }

    /** @param z e^{−|v|} */
    private double value(double v, double z) {
        return (v > 0 ? (1 - label) * v : label * -v) + Softplus.logOfOnePlus(z);
    }

    /** (1 − α)σ(v) − ασ(−v): neither term cancels for a label of 0 or 1. */
    private double derivative(double v, double z) {
        double greater = 1 / (1 + z);
        double smaller = z / (1 + z);
        return v > 0 ? (1 - label) * greater - label * smaller : (1 - label) * smaller - label * greater;
    }
}
