package org.ganlib.metrics.density;

import java.util.function.DoubleUnaryOperator;

/** E[h(X)] for X of a known density. */
public final class Expectation {
    private Expectation() {}

    /**
     * ∫ p(x)·h(x) dx, to a relative error of 10⁻⁶ of E|h|.
     *
     * @param function h: continuous, and growing more slowly than 1/p
     */
    public static double of(Density density, DoubleUnaryOperator function) {
        double[] points = new Panels(density.landmarks(), density.support())
                .points(x -> density.logDensity(x) + Math.log(Math.abs(function.applyAsDouble(x))));
        return AdaptiveQuadrature.integrate(x -> density.density(x) * function.applyAsDouble(x), points);
    }
}
