package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.Interval;

/**
 * The cuts of the line into panels for quadrature. Around every landmark the panels grow by factors
 * of two from a fraction of its scale: a peak of a finite integral lies at most some forty of its
 * own widths away from a landmark, or its height would not be a number, so that it is never
 * narrower than a small part of its panel.
 */
final class Panels {
    /** The innermost panel around a landmark, in its scales. */
    private static final double INNERMOST = 0.5;
    /**
     * The integrand is cut off where it has fallen to e⁻⁸⁰ of its maximum: the rest is negligible.
     */
    private static final double NEGLIGIBLE = 80;
    /** The distance to which a landmark's own mass reaches, in units of its scale. */
    private static final double REACH = 8;

    private static final int MOST_DOUBLINGS = 400;

    private final List<Landmark> landmarks;
    private final Interval support;

    /**
     * Panels within {@code support}.
     *
     * @param landmarks one or more
     */
    Panels(Collection<Landmark> landmarks, Interval support) {
        this.landmarks = List.copyOf(landmarks);
        this.support = support;
    }

    /**
     * The ends of the panels.
     *
     * @param logIntegrand its logarithm, which shows how far the panels must reach
     */
    double[] points(DoubleUnaryOperator logIntegrand) {
        double low = Math.max(support.low(), outermost(Side.LEFT));
        double high = Math.min(support.high(), outermost(Side.RIGHT));
        double largest = Double.NEGATIVE_INFINITY;
        for (double x : grid(low, high)) {
            largest = max(largest, logIntegrand.applyAsDouble(x));
        }
        return grid(extended(low, Side.LEFT, logIntegrand, largest), extended(high, Side.RIGHT, logIntegrand, largest));
    }

    /**
     * The points with the zeros of {@code sign} put between them, one wherever it changes from a
     * point to the next.
     */
    static double[] withZeros(double[] points, DoubleUnaryOperator sign) {
        TreeSet<Double> all = new TreeSet<>();
        for (double point : points) {
            all.add(point);
        }
        all.addAll(zeros(points, sign));
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The zeros of {@code sign}, increasing, one wherever it changes from a point to the next. */
    static List<Double> zeros(double[] points, DoubleUnaryOperator sign) {
        List<Double> zeros = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < points.length; i++) {
            double here = sign.applyAsDouble(points[i]);
            if (here == 0 || Double.isNaN(here)) {
                continue;
            }
            if (last >= 0 && Math.signum(here) != Math.signum(sign.applyAsDouble(points[last]))) {
                zeros.add(last == i - 1 ? zero(sign, points[last], points[i]) : points[last + 1]);
            }
            last = i;
        }
        return zeros;
    }

    /**
     * The zero of a function, by bisection. Only signs are used, because values may be so small
     * that their products underflow.
     */
    private static double zero(DoubleUnaryOperator sign, double low, double high) {
        double below = low;
        double above = high;
        double before = Math.signum(sign.applyAsDouble(low));
        while (true) {
            double middle = below + (above - below) / 2;
            if (middle <= below || middle >= above) {
                return middle;
            }
            if (Math.signum(sign.applyAsDouble(middle)) == before) {
                below = middle;
            } else {
                above = middle;
            }
        }
    }

    private double outermost(Side side) {
        return landmarks.stream()
                .mapToDouble(l -> l.location() + side.sign() * REACH * l.scale())
                .reduce((a, b) -> side == Side.LEFT ? Math.min(a, b) : Math.max(a, b))
                .orElseThrow();
    }

    private double extended(double end, Side side, DoubleUnaryOperator logIntegrand, double largest) {
        double limit = side == Side.LEFT ? support.low() : support.high();
        if (end == limit) {
            return end;
        }
        double anchor = landmarks.get(0).location();
        double x = end;
        for (int i = 0;
                i < MOST_DOUBLINGS
                        && logIntegrand.applyAsDouble(x) >= Math.max(largest - NEGLIGIBLE, -Double.MAX_VALUE);
                i++) {
            x = anchor + 2 * (x - anchor);
        }
        return side == Side.LEFT ? Math.max(x, limit) : Math.min(x, limit);
    }

    private double[] grid(double low, double high) {
        TreeSet<Double> points = new TreeSet<>(List.of(low, high));
        for (Landmark landmark : landmarks) {
            add(points, landmark.location(), low, high);
            double farthest = Math.max(high - landmark.location(), landmark.location() - low);
            for (double offset = INNERMOST * landmark.scale(); offset < farthest; offset *= 2) {
                add(points, landmark.location() - offset, low, high);
                add(points, landmark.location() + offset, low, high);
            }
        }
        return points.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void add(Collection<Double> points, double x, double low, double high) {
        if (x > low && x < high) {
            points.add(x);
        }
    }

    private static double max(double a, double b) {
        return b > a ? b : a;
    }
}
