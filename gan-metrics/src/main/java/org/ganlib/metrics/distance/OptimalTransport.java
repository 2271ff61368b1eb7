package org.ganlib.metrics.distance;

import java.util.Arrays;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.FeatureMetric;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Measurement;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The exact Wasserstein distance of two sets with the same number of examples:
 *
 * <pre>{@code
 * Wₚ = ( min over one-to-one assignments π of mean over i of ‖xᵢ − y_π(i)‖₂ᵖ )^(1/p)
 * }</pre>
 *
 * <p>The value is ≥ 0, in units of the features. The two random subsets have the same size, at most
 * {@code limit}. Time grows with the cube of this size, and memory with its square (4 bytes per
 * pair).
 *
 * @param extractor the features that are compared
 * @param order the order p, ≥ 1
 * @param limit the maximum number of examples of each kind, ≥ 1
 */
@PluginName(
        value = "optimal-transport",
        summary = "Exact Wasserstein distance of equally many examples.",
        paper = "Villani, Optimal Transport: Old and New, 2009, definition 6.1; solved as an assignment")
@Facts("Wₚ = ( min_π mean_i ‖xᵢ − y_π(i)‖ᵖ )^(1/p), Euclidean")
public record OptimalTransport(
        @Setting("what is compared") FeatureExtractor extractor,
        @Setting("the order p, ≥ 1") double order,

        @Setting("at most so many examples of each kind, in [1, 20000]")
        int limit)
        implements FeatureMetric {
    private static final int LARGEST_LIMIT = 20_000;
    /**
     * A cost that is negligible beside costs of 1: in single precision, sums of prices lose its
     * digits.
     */
    private static final double NEGLIGIBLE = 1e-6;

    /** On pixels: order 1, up to 2,000 examples. */
    public OptimalTransport() {
        this(new Pixels(), 1, 2000);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range */
    public OptimalTransport {
        Settings.check()
                .atLeast("order", order, 1)
                .finite("order", order)
                .within("limit", limit, 1, LARGEST_LIMIT)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "feature units",
                MetricInfo.Direction.LOWER,
                1,
                "biased upwards by about n^(−1/d) with d features: compare only at equal numbers of examples",
                "Wasserstein distance of order " + order
                        + ", Euclidean, exact between equally many drawn at random, at most " + limit);
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        int n = Math.min(limit, Math.min(sets.real().count(), sets.generated().count()));
        Measurement.Compared compared = sets.some(n, n);
        return Measurement.of(distance(compared.real(), compared.generated()))
                .with("assigned", n)
                .comparing(compared.real(), compared.generated());
    }

    double distance(Examples some, Examples others) {
        double largest = largest(some, others);
        // A power of two changes no digit.
        double scale = largest == 0 ? 1 : Math.scalb(1.0, Math.getExponent(largest) + 1);
        double[] assigned = assigned(some, others, Assignment.cheapest(costs(some, others, scale), some.count()));
        double longest = Arrays.stream(assigned).max().orElseThrow();
        if (longest > 0 && Math.pow(longest / scale, order) < NEGLIGIBLE) {
            assigned = amongShort(some, others);
        }
        PowerMean mean = new PowerMean(order);
        for (double distance : assigned) {
            mean.add(distance, 1);
        }
        return mean.value();
    }

    private static double largest(Examples some, Examples others) {
        double[] largest = new double[1];
        Pairs.squaredDistances(some, others, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                largest[0] = Math.max(largest[0], distances[j]);
            }
        });
        return Math.sqrt(largest[0]);
    }

    /**
     * Solves the assignment with another scale. If the costs that matter are negligible beside the
     * largest ones, rounding would hide them. Let B be the smallest possible length of the longest
     * pair of an assignment. Then Σ dᵖ of the cheapest assignment is between Bᵖ and n·Bᵖ. So B is
     * the scale, and costs above n·Bᵖ need not be distinguished.
     */
    private double[] amongShort(Examples some, Examples others) {
        int n = some.count();
        double scale = largest(some, others);
        float[] distances = new float[n * n];
        Pairs.squaredDistances(some, others, (i, first, squares, count) -> {
            for (int j = 0; j < count; j++) {
                distances[i * n + first + j] = (float) (Math.sqrt(squares[j]) / scale);
            }
        });
        double[] shortest = assigned(some, others, Assignment.leastDearest(distances, n));
        double longest = Arrays.stream(shortest).max().orElseThrow();
        return longest == 0 ? shortest : assigned(some, others, Assignment.cheapest(costs(some, others, longest), n));
    }

    /** {@code (‖xᵢ − yⱼ‖ / scale)^order}, at most 2n. */
    private float[] costs(Examples some, Examples others, double scale) {
        int n = some.count();
        float[] costs = new float[n * n];
        Pairs.squaredDistances(some, others, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                double cost = PowerMean.power(Math.sqrt(distances[j]) / scale, order);
                costs[i * n + first + j] = (float) Math.min(cost, 2.0 * n);
            }
        });
        return costs;
    }

    private static double[] assigned(Examples some, Examples others, int[] rowOf) {
        double[] distances = new double[rowOf.length];
        Arrays.setAll(distances, column -> Math.sqrt(Pairs.squaredDistance(some, rowOf[column], others, column)));
        return distances;
    }
}
