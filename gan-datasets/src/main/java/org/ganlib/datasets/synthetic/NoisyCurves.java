package org.ganlib.datasets.synthetic;

import java.util.List;
import org.ganlib.random.RandomStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Points of curves in the plane with normal noise, {@code c(s) + N(0, std²·I)}; every curve has an
 * equal share and is one part of the law.
 *
 * <p>The density is the integral {@code ∫ N(x; c(s), std²·I) w(s) ds}. It is computed by
 * Gauss–Legendre quadrature in panels along which a curve moves by at most one standard deviation,
 * with {@value #POINTS} points each: the integrand is then a short piece of a bell curve, and the
 * error is that of rounding.
 */
final class NoisyCurves implements Law {
    private static final int POINTS = 8;
    /** Curves longer than this many standard deviations take too long to integrate over. */
    static final int LONGEST = 20_000;

    private final List<PlaneCurve> curves;
    private final double std;
    private final double[] x;
    private final double[] y;
    private final double[] logWeight;

    NoisyCurves(List<PlaneCurve> curves, double std) {
        this.curves = curves;
        this.std = std;
        GaussIntegrator panel = new GaussIntegratorFactory().legendre(POINTS);
        int nodes =
                POINTS * curves.stream().mapToInt(curve -> panels(curve, std)).sum();
        x = new double[nodes];
        y = new double[nodes];
        logWeight = new double[nodes];
        int node = 0;
        for (PlaneCurve curve : curves) {
            int panels = panels(curve, std);
            for (int p = 0; p < panels; p++) {
                for (int i = 0; i < POINTS; i++) {
                    double s = (p + (1 + panel.getPoint(i)) / 2) / panels;
                    x[node] = curve.x(s);
                    y[node] = curve.y(s);
                    logWeight[node] = Math.log(panel.getWeight(i) / 2 / panels * curve.density(s) / curves.size());
                    node++;
                }
            }
        }
    }

    @Override
    public int dimension() {
        return 2;
    }

    /** The part is −1 where there is but one. */
    @Override
    public int draw(RandomStream random, double[] point) {
        int part = curves.size() == 1 ? 0 : random.nextInt(curves.size());
        PlaneCurve curve = curves.get(part);
        double s = curve.quantile(random.nextDouble());
        point[0] = curve.x(s) + std * random.nextNormal();
        point[1] = curve.y(s) + std * random.nextNormal();
        return curves.size() == 1 ? -1 : part;
    }

    @Override
    public double logDensity(double[] point) {
        Points.requireDimension(point, 2);
        double[] terms = new double[x.length];
        for (int i = 0; i < terms.length; i++) {
            double dx = point[0] - x[i];
            double dy = point[1] - y[i];
            terms[i] = logWeight[i] + Points.logNormal(dx * dx + dy * dy, std, 2);
        }
        return Points.logSumExp(terms, terms.length);
    }

    private static int panels(PlaneCurve curve, double std) {
        return Math.max(1, (int) Math.ceil(curve.fastest() / std));
    }
}
