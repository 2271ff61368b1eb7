package org.ganlib.metrics.distance;

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
 * The Wasserstein distance of two sets of equally many examples, exactly:
 *
 * <pre>{@code Wₚ = ( min over one-to-one assignments π of mean over i of ‖xᵢ − y_π(i)‖₂ᵖ )^(1/p)}</pre>
 *
 * <p>In units of the features, ≥ 0. Examples of each kind are taken at random, as many as there are of both and as {@code limit} allows: time
 * grows with their cube, memory with their square (4 bytes a pair).
 *
 * @param extractor what is compared
 * @param order p, ≥ 1
 * @param limit at most so many examples of each kind, ≥ 1
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
        int n = some.count();
        float[] costs = new float[n * n];
        Pairs.squaredDistances(some, others, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                costs[i * n + first + j] = (float) SortedTransport.power(Math.sqrt(distances[j]), order);
            }
        });
        int[] rowOf = Assignment.cheapest(costs, n);
        double sum = 0;
        for (int column = 0; column < n; column++) {
            double distance = Math.sqrt(Pairs.squaredDistance(some, rowOf[column], others, column));
            sum += SortedTransport.power(distance, order);
        }
        return SortedTransport.root(sum / n, order);
    }
}
