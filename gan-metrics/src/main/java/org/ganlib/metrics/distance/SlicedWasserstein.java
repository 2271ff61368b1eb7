package org.ganlib.metrics.distance;

import java.util.Arrays;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.FeatureMetric;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Measurement;
import org.ganlib.metrics.linear.Projection;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * Wasserstein distances of projections to random lines:
 *
 * <pre>{@code SWₚ = ( mean over directions θ of Wₚ(θ·x, θ·y)ᵖ )^(1/p)}, θ uniform on the unit sphere</pre>
 *
 * <p>In units of the features, ≥ 0.
 *
 * @param extractor what is compared
 * @param projections how many directions, ≥ 1
 * @param order p, ≥ 1
 */
@PluginName(
        value = "sliced-wasserstein",
        summary = "Wasserstein distance of projections to random lines.",
        paper = "Bonneel, Rabin, Peyré, Pfister, Sliced and Radon Wasserstein Barycenters of Measures, 2015, section 3")
@Facts("SWₚ = ( E_θ Wₚ(θ·x, θ·y)ᵖ )^(1/p), each Wₚ exact")
public record SlicedWasserstein(
        @Setting("what is compared") FeatureExtractor extractor,
        @Setting("how many directions, ≥ 1") int projections,
        @Setting("the order p, ≥ 1") double order)
        implements FeatureMetric {
    /** On pixels: 500 directions, order 1. */
    public SlicedWasserstein() {
        this(new Pixels(), 500, 1);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range */
    public SlicedWasserstein {
        Settings.check()
                .atLeast("projections", projections, 1)
                .atLeast("order", order, 1)
                .finite("order", order)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "feature units",
                MetricInfo.Direction.LOWER,
                1,
                "biased upwards by about 1/√n where the distributions agree; the directions are a sample too",
                "sliced Wasserstein distance of order " + order + ", " + projections
                        + " directions drawn with the evaluation's seed");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        return Measurement.of(distance(sets.real(), sets.generated(), directions(sets.dimension(), context.random())));
    }

    private float[] directions(int dimension, RandomStream random) {
        float[] directions = new float[Math.multiplyExact(projections, dimension)];
        double[] direction = new double[dimension];
        for (int l = 0; l < projections; l++) {
            double square = 0;
            for (int k = 0; k < dimension; k++) {
                direction[k] = random.nextNormal();
                square += direction[k] * direction[k];
            }
            for (int k = 0; k < dimension; k++) {
                directions[l * dimension + k] = (float) (direction[k] / Math.sqrt(square));
            }
        }
        return directions;
    }

    /**
     * The distance over given directions.
     *
     * @param directions unit vectors, one after the other
     */
    double distance(Examples real, Examples generated, float[] directions) {
        int dimension = real.shape().elements();
        int count = directions.length / dimension;
        double sum = 0;
        for (int l = 0; l < count; l++) {
            float[] direction = Arrays.copyOfRange(directions, l * dimension, (l + 1) * dimension);
            sum += SortedTransport.cost(
                    Projection.sorted(real, direction), Projection.sorted(generated, direction), order);
        }
        return SortedTransport.root(sum / count, order);
    }
}
