package org.ganlib.cli.reproduce.univariate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ganlib.metrics.density.ExactDivergence;
import org.ganlib.metrics.density.Mixture;
import org.ganlib.metrics.density.Mixture.Component;
import org.ganlib.metrics.density.Normal;
import org.ganlib.spi.FDivergence;

/**
 * The normal distribution nearest to a mixture, by exact integration.
 *
 * @param normal the distribution for which the divergence is least
 * @param divergence its value there
 */
record Optimum(Normal normal, double divergence) {
    private static final double FIRST_STEP = 0.25;
    private static final double LAST_STEP = 1e-6;
    /** μ by one standard deviation either way, log σ by one either way. */
    private static final double[][] DIRECTIONS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

    /**
     * Searches from the mixture's own mean and deviation and from each of its components, for a
     * divergence may have several valleys.
     */
    static Optimum of(FDivergence divergence, Mixture p) {
        ToDoubleFunction<Normal> cost = q -> new ExactDivergence(p, q).value(divergence);
        Optimum best = descend(cost, moments(p));
        for (Component component : p.components()) {
            Optimum other = descend(cost, component.normal());
            best = other.divergence() < best.divergence() ? other : best;
        }
        return best;
    }

    /**
     * Compass search: steps that improve are taken, steps that do not are halved. Needs no slope,
     * and no finite value where it starts.
     */
    private static Optimum descend(ToDoubleFunction<Normal> cost, Normal start) {
        Optimum best = new Optimum(start, cost.applyAsDouble(start));
        double step = FIRST_STEP;
        while (step >= LAST_STEP) {
            Optimum next = best;
            for (double[] direction : DIRECTIONS) {
                Normal q = new Normal(
                        best.normal().mean()
                                + step * direction[0] * best.normal().std(),
                        best.normal().std() * Math.exp(step * direction[1]));
                double value = cost.applyAsDouble(q);
                next = value < next.divergence() ? new Optimum(q, value) : next;
            }
            step = next.equals(best) ? step / 2 : step;
            best = next;
        }
        return best;
    }

    /** The normal distribution with the mixture's mean and variance. */
    static Normal moments(Mixture p) {
        double mean = expectation(p.components(), Normal::mean);
        double square = expectation(p.components(), n -> n.std() * n.std() + n.mean() * n.mean());
        return new Normal(mean, Math.sqrt(square - mean * mean));
    }

    private static double expectation(List<Component> components, ToDoubleFunction<Normal> value) {
        return components.stream()
                .mapToDouble(c -> c.weight() * value.applyAsDouble(c.normal()))
                .sum();
    }
}
