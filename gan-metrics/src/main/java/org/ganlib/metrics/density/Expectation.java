package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** E[h(X)] for X of a known density. */
public final class Expectation {
    private Expectation() {}

    /**
     * ∫ p(x)·h(x) dx, to a relative error of 10⁻⁶ of E|h|.
     *
     * @param function h: continuous, growing more slowly than 1/p, and without features much narrower than those of p
     */
    public static double of(KnownDensity density, DoubleUnaryOperator function) {
        return of(density, function, List.of());
    }

    /**
     * ∫ p(x)·h(x) dx, to a relative error of 10⁻⁶ of E|h|.
     *
     * @param function h: growing more slowly than 1/p
     * @param features where h changes, and over what distances, if that is not where p does
     */
    public static double of(KnownDensity density, DoubleUnaryOperator function, List<Landmark> features) {
        List<Landmark> landmarks = new ArrayList<>(density.landmarks());
        landmarks.addAll(features);
        double[] points = new Panels(landmarks, density.support())
                .points(x -> density.logDensity(x) + Math.log(Math.abs(function.applyAsDouble(x))));
        return AdaptiveQuadrature.integrate(x -> density.density(x) * function.applyAsDouble(x), points);
    }
}
