package org.ganlib.metrics.density;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Interval;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * A mixture of normal densities, Σ weight·N(mean, std²).
 *
 * @param components one or more; their weights sum to 1 within 10⁻⁹
 */
public record Mixture(List<Component> components) implements KnownDensity {
    private static final double WEIGHT_TOLERANCE = 1e-9;
    private static final double QUANTILE_PRECISION = 1e-14;
    private static final int MOST_STEPS = 200;

    /**
     * One component.
     *
     * @param weight its share of the mass, positive
     * @param normal its shape
     */
    public record Component(double weight, Normal normal) {
        /** @throws org.ganlib.plugin.InvalidSettingsException unless the weight is positive and finite */
        public Component {
            Settings.check().positive("weight", weight).orThrow();
        }

        private double logDensity(double x) {
            return Math.log(weight) + normal.logDensity(x);
        }
    }

    /**
     * Copies the list. Weights are not rescaled: a sum that is not 1 is more often a slip than a wish.
     *
     * @throws org.ganlib.plugin.InvalidSettingsException if there is no component or the weights do not sum to 1
     */
    public Mixture {
        components = List.copyOf(components);
        double sum = components.stream().mapToDouble(Component::weight).sum();
        Settings.check()
                .rule(
                        Math.abs(sum - 1) <= WEIGHT_TOLERANCE,
                        "weights",
                        "must sum to 1, sum to " + SettingText.number(sum) + ". Divide each by the sum")
                .orThrow();
    }

    @Override
    public double logDensity(double x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (Component component : components) {
            largest = Math.max(largest, component.logDensity(x));
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (Component component : components) {
            sum += Math.exp(component.logDensity(x) - largest);
        }
        return largest + Math.log(sum);
    }

    @Override
    public double cdf(double x) {
        return weighted(normal -> normal.cdf(x));
    }

    @Override
    public double survival(double x) {
        return weighted(normal -> normal.survival(x));
    }

    /** Between the components' own quantiles, found in the tail where the probability keeps its digits. */
    @Override
    public double quantile(double probability) {
        DensityParameters.requireProbability(probability);
        double low = components.stream()
                .mapToDouble(c -> c.normal().quantile(probability))
                .min()
                .orElseThrow();
        double high = components.stream()
                .mapToDouble(c -> c.normal().quantile(probability))
                .max()
                .orElseThrow();
        DoubleUnaryOperator excess = probability < 0.5
                ? x -> Math.log(cdf(x) / probability)
                : x -> Math.log((1 - probability) / survival(x));
        if (low == high || excess.applyAsDouble(low) >= 0) {
            return low;
        }
        return excess.applyAsDouble(high) <= 0
                ? high
                : new BracketingNthOrderBrentSolver(QUANTILE_PRECISION, QUANTILE_PRECISION * (high - low), 5)
                        .solve(MOST_STEPS, excess::applyAsDouble, low, high);
    }

    @Override
    public Interval support() {
        return Interval.REALS;
    }

    @Override
    public List<LogQuadratic> tail(Side side) {
        return components.stream()
                .map(c -> {
                    LogQuadratic tail = c.normal().tail(side).get(0);
                    return new LogQuadratic(tail.square(), tail.linear(), tail.constant() + Math.log(c.weight()));
                })
                .toList();
    }

    @Override
    public List<Landmark> landmarks() {
        return components.stream().flatMap(c -> c.normal().landmarks().stream()).toList();
    }

    @Override
    public String toString() {
        return components.stream()
                .map(c -> DensityParameters.join(
                        c.weight(), c.normal().mean(), c.normal().std()))
                .collect(Collectors.joining(";", "mixture:", ""));
    }

    private double weighted(ToDoubleFunction<Normal> probability) {
        double sum = 0;
        for (Component component : components) {
            sum += component.weight() * probability.applyAsDouble(component.normal());
        }
        return sum;
    }
}
