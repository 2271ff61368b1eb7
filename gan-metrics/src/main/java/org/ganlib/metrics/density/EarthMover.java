package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.Interval;

/**
 * The earth mover's distance on the line, W₁(P, Q) = ∫ |F_P − F_Q| dx, and its dual, the largest difference of means over 1-Lipschitz
 * functions. The function that attains it has the slope sign(F_Q − F_P) everywhere (Kantorovich and Rubinstein; Vallender 1974).
 */
public final class EarthMover {
    private final KnownDensity p;
    private final KnownDensity q;
    private final double[] points;
    private final double[] turns;

    /** The densities of the data and of the model. */
    public EarthMover(KnownDensity p, KnownDensity q) {
        this.p = p;
        this.q = q;
        List<Landmark> landmarks = new ArrayList<>(p.landmarks());
        landmarks.addAll(q.landmarks());
        double[] panels = new Panels(landmarks, Interval.REALS).points(x -> Math.log(Math.abs(excess(x))));
        // F_P − F_Q turns where p = q: with these places in the grid it cannot cross 0 twice from one point to the
        // next.
        double[] grid = Panels.withZeros(panels, x -> p.logDensity(x) - q.logDensity(x));
        this.turns = Panels.zeros(grid, this::excess).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        this.points = Panels.withZeros(grid, this::excess);
    }

    /** W₁ as the area between the distribution functions, to a relative error of 10⁻⁶ or better. */
    public double value() {
        return AdaptiveQuadrature.integrate(x -> Math.abs(excess(x)), points);
    }

    /** E_P[V] − E_Q[V] for the {@linkplain #critic optimal critic}, integrated by itself: equal to {@link #value} by duality. */
    public double bound() {
        return meanDifference(critic());
    }

    /** E_P[V] − E_Q[V] for any V that is smooth between the landmarks of the densities. */
    public double meanDifference(DoubleUnaryOperator critic) {
        return AdaptiveQuadrature.integrate(x -> (p.density(x) - q.density(x)) * critic.applyAsDouble(x), points);
    }

    /** The optimal critic: 1-Lipschitz, 0 at its first turn, with the slope sign(F_Q − F_P). */
    public DoubleUnaryOperator critic() {
        if (turns.length == 0) {
            double middle = points[points.length / 2];
            double slope = slopeBetween(points[0], points[points.length - 1]);
            return x -> slope * (x - middle);
        }
        double[] slopes = new double[turns.length + 1];
        double[] heights = new double[turns.length];
        for (int i = 0; i <= turns.length; i++) {
            double left = i == 0 ? points[0] : turns[i - 1];
            double right = i == turns.length ? points[points.length - 1] : turns[i];
            slopes[i] = slopeBetween(left, right);
            if (i > 0 && i < turns.length) {
                heights[i] = heights[i - 1] + slopes[i] * (turns[i] - turns[i - 1]);
            }
        }
        return x -> {
            int piece = 0;
            while (piece < turns.length && x > turns[piece]) {
                piece++;
            }
            int turn = Math.max(0, piece - 1);
            return heights[turn] + slopes[piece] * (x - turns[turn]);
        };
    }

    /** sign(F_Q − F_P) between two turns, seen where the distribution functions differ most: in places they may be equal. */
    private double slopeBetween(double left, double right) {
        double largest = excess(left + (right - left) / 2);
        for (double point : points) {
            if (point > left && point < right && Math.abs(excess(point)) > Math.abs(largest)) {
                largest = excess(point);
            }
        }
        return -Math.signum(largest);
    }

    /** F_P − F_Q, from the tail in which both keep their digits. */
    private double excess(double x) {
        return p.cdf(x) < 0.5 ? p.cdf(x) - q.cdf(x) : q.survival(x) - p.survival(x);
    }
}
