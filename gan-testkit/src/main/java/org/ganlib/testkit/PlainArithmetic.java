package org.ganlib.testkit;

import org.ganlib.network.VectorArithmetic;
import org.ganlib.tensor.Tensor;

/**
 * Arithmetic on whole vectors by plain loops in double, as their definitions say, to compare others
 * with.
 */
final class PlainArithmetic implements VectorArithmetic {
    @Override
    public void addScaled(Tensor y, double a, Tensor x) {
        combine(y, x, (own, other) -> own + a * other);
    }

    @Override
    public void mix(Tensor y, double a, double b, Tensor x) {
        combine(y, x, (own, other) -> a * own + b * other);
    }

    @Override
    public void mixSquares(Tensor y, double a, double b, Tensor x) {
        combine(y, x, (own, other) -> a * own + b * other * other);
    }

    @Override
    public void approach(Tensor y, double a, Tensor x) {
        combine(y, x, (own, other) -> own + a * (other - own));
    }

    @Override
    public void addQuotient(Tensor y, double a, Tensor x, Tensor s, double epsilon) {
        double[] own = TensorValues.of(y);
        double[] numerators = TensorValues.of(x);
        double[] squares = TensorValues.of(s);
        for (int i = 0; i < own.length; i++) {
            own[i] += a * numerators[i] / (Math.sqrt(squares[i]) + epsilon);
        }
        y.write(own);
    }

    @Override
    public void clamp(Tensor y, double low, double high) {
        combine(y, y, (own, same) -> Math.min(Math.max(own, low), high));
    }

    @Override
    public void addZeros(Tensor y, Tensor x) {
        double sum = y.at(0);
        for (double number : TensorValues.of(x)) {
            sum += 0 * number;
        }
        y.write(new double[] {sum});
    }

    private static void combine(Tensor y, Tensor x, Combination combination) {
        double[] own = TensorValues.of(y);
        double[] other = TensorValues.of(x);
        for (int i = 0; i < own.length; i++) {
            own[i] = combination.of(own[i], other[i]);
        }
        y.write(own);
    }

    /** A function of two numbers at the same place. */
    private interface Combination {
        double of(double own, double other);
    }
}
