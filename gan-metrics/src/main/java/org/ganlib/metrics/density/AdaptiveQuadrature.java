package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Adaptive quadrature by the 21-point Gauss–Kronrod rule (Piessens et al., QUADPACK, 1983, QAG with
 * key 2): panels with more than their share of the error are halved until the sum of the errors is
 * small beside the integral.
 */
final class AdaptiveQuadrature {
    /**
     * Requested error, relative to the integral of the absolute value: a thousandth of what callers
     * promise.
     */
    private static final double TOLERANCE = 1e-10;
    /**
     * A panel whose error is this small beside its own size is at the limit of double precision.
     */
    private static final double ROUNDING = 1e-14;

    private static final int MOST_PANELS = 5_000;

    /**
     * Nodes of the Kronrod rule on [−1, 1], the positive ones from the outermost to the centre;
     * those at odd places are Gauss's.
     */
    private static final double[] NODES = {
        0.9956571630258081,
        0.9739065285171717,
        0.9301574913557082,
        0.8650633666889845,
        0.7808177265864169,
        0.6794095682990244,
        0.5627571346686047,
        0.4333953941292472,
        0.2943928627014602,
        0.14887433898163122,
        0
    };

    private static final double[] KRONROD = {
        0.011694638867371874,
        0.032558162307964725,
        0.054755896574351995,
        0.07503967481091996,
        0.0931254545836976,
        0.10938715880229764,
        0.12349197626206584,
        0.13470921731147334,
        0.14277593857706009,
        0.14773910490133849,
        0.1494455540029169
    };

    /** Weights of the 10-point Gauss rule, for the nodes at odd places. */
    private static final double[] GAUSS = {
        0.06667134430868814, 0.1494513491505806, 0.21908636251598204, 0.26926671930999635, 0.29552422471475287
    };

    private record Panel(double low, double high, double integral, double size, double error) {
        double middle() {
            return low + (high - low) / 2;
        }

        boolean canImprove() {
            return error > ROUNDING * size && middle() > low && middle() < high;
        }
    }

    private AdaptiveQuadrature() {}

    /**
     * ∫ f over the panels between consecutive points.
     *
     * @param points increasing; no panel should hide a feature much narrower than a twentieth of
     *     its width
     * @return the integral, infinite if {@code f} overflows
     */
    static double integrate(DoubleUnaryOperator f, double[] points) {
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i + 1 < points.length; i++) {
            panels.add(panel(f, points[i], points[i + 1]));
        }
        boolean improved = true;
        while (improved && panels.size() < MOST_PANELS) {
            double size = panels.stream().mapToDouble(Panel::size).sum();
            double error = panels.stream().mapToDouble(Panel::error).sum();
            double share = TOLERANCE * size / panels.size();
            improved = false;
            if (error > TOLERANCE * size) {
                List<Panel> next = new ArrayList<>();
                for (Panel panel : panels) {
                    if (panel.error() > share && panel.canImprove()) {
                        next.add(panel(f, panel.low(), panel.middle()));
                        next.add(panel(f, panel.middle(), panel.high()));
                        improved = true;
                    } else {
                        next.add(panel);
                    }
                }
                panels = next;
            }
        }
        return panels.stream().mapToDouble(Panel::integral).sum();
    }

    private static Panel panel(DoubleUnaryOperator f, double low, double high) {
        double centre = low + (high - low) / 2;
        double half = (high - low) / 2;
        double[] above = new double[NODES.length];
        double[] below = new double[NODES.length];
        double kronrod = 0;
        double gauss = 0;
        double size = 0;
        for (int i = 0; i < NODES.length; i++) {
            above[i] = f.applyAsDouble(centre + half * NODES[i]);
            below[i] = NODES[i] == 0 ? 0 : f.applyAsDouble(centre - half * NODES[i]);
            kronrod += KRONROD[i] * (above[i] + below[i]);
            size += KRONROD[i] * (Math.abs(above[i]) + Math.abs(below[i]));
            if (i % 2 == 1) {
                gauss += GAUSS[i / 2] * (above[i] + below[i]);
            }
        }
        double mean = kronrod / 2;
        double spread = 0;
        for (int i = 0; i < NODES.length; i++) {
            spread += KRONROD[i] * (Math.abs(above[i] - mean) + (NODES[i] == 0 ? 0 : Math.abs(below[i] - mean)));
        }
        // The difference of the two rules overestimates the error of the better one; QUADPACK's
        // empirical power corrects for that.
        double difference = Math.abs(kronrod - gauss);
        double error = spread == 0 || difference == 0
                ? difference
                : spread * Math.min(1, Math.pow(200 * difference / spread, 1.5));
        return new Panel(low, high, half * kronrod, half * size, half * error);
    }
}
