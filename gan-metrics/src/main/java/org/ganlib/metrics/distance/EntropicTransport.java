package org.ganlib.metrics.distance;

import java.util.Arrays;
import org.ganlib.problem.GanException;

/**
 * Optimal transport between uniform weights with entropy, by Sinkhorn's iteration on the dual
 * potentials:
 *
 * <pre>{@code
 * f(i) ← −ε log mean_j exp((g(j) − C(i, j))/ε)
 * g(j) ← −ε log mean_i exp((f(i) − C(i, j))/ε)
 * }</pre>
 *
 * <p>At the fixed point the minimum is mean f + mean g. Both potentials are moved half of the way
 * at once, which keeps the symmetry of two equal sets and converges in few steps for them.
 */
final class EntropicTransport {
    private static final int MOST_ITERATIONS = 20_000;

    private EntropicTransport() {}

    /**
     * The minimum.
     *
     * @param epsilon strength of the entropy, in units of the costs
     * @param tolerance ends when no potential moves by more
     * @throws GanException if that does not happen
     */
    static double cost(CostMatrix costs, double epsilon, double tolerance) {
        double[] f = new double[costs.rows()];
        double[] g = new double[costs.columns()];
        double[] nextF = new double[f.length];
        double[] nextG = new double[g.length];
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            rows(costs, g, epsilon, nextF);
            columns(costs, f, epsilon, nextG);
            double moved = Math.max(moveHalfway(f, nextF), moveHalfway(g, nextG));
            if (moved <= tolerance) {
                // One whole step each, so that the value is that of a pair of potentials that fit
                // each other.
                rows(costs, g, epsilon, f);
                columns(costs, f, epsilon, g);
                return mean(f) + mean(g);
            }
        }
        throw new GanException(
                "sinkhorn: did not settle in " + MOST_ITERATIONS + " iterations. Raise regularisation or tolerance.");
    }

    private static double moveHalfway(double[] potential, double[] next) {
        double largest = 0;
        for (int i = 0; i < potential.length; i++) {
            double move = (next[i] - potential[i]) / 2;
            potential[i] += move;
            largest = Math.max(largest, Math.abs(move));
        }
        return largest;
    }

    private static void rows(CostMatrix costs, double[] g, double epsilon, double[] f) {
        for (int i = 0; i < f.length; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < g.length; j++) {
                largest = Math.max(largest, g[j] - costs.at(i, j));
            }
            double sum = 0;
            for (int j = 0; j < g.length; j++) {
                sum += Math.exp((g[j] - costs.at(i, j) - largest) / epsilon);
            }
            f[i] = -largest - epsilon * Math.log(sum / g.length);
        }
    }

    /** The same for columns, row by row, as the costs lie in memory. */
    private static void columns(CostMatrix costs, double[] f, double epsilon, double[] g) {
        double[] largest = new double[g.length];
        double[] sums = new double[g.length];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < g.length; j++) {
                largest[j] = Math.max(largest[j], f[i] - costs.at(i, j));
            }
        }
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < g.length; j++) {
                sums[j] += Math.exp((f[i] - costs.at(i, j) - largest[j]) / epsilon);
            }
        }
        for (int j = 0; j < g.length; j++) {
            g[j] = -largest[j] - epsilon * Math.log(sums[j] / f.length);
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
