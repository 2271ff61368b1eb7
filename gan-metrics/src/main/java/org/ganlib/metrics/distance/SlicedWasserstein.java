package org.ganlib.metrics.distance;

import java.util.function.Supplier;
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
 * <pre>{@code SWₚ = ( mean over directions θ of Wₚ(θ·x, θ·y)ᵖ )^(1/p)}</pre>
 *
 * <p>with θ uniform on the unit sphere.
 *
 * <p>The value is in units of the features, and ≥ 0.
 *
 * @param extractor the extractor of the features that are compared
 * @param projections the number of directions, ≥ 1
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
                .atMost("projections", projections, 100_000)
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
        RandomStream random = context.random();
        int dimension = sets.dimension();
        return Measurement.of(distance(sets.real(), sets.generated(), () -> direction(dimension, random)));
    }

    private static float[] direction(int dimension, RandomStream random) {
        double[] normal = new double[dimension];
        double square = 0;
        for (int k = 0; k < dimension; k++) {
            normal[k] = random.nextNormal();
            square += normal[k] * normal[k];
        }
        float[] direction = new float[dimension];
        for (int k = 0; k < dimension; k++) {
            direction[k] = (float) (normal[k] / Math.sqrt(square));
        }
        return direction;
    }

    /**
     * The distance over as many directions as there are to be.
     *
     * @param directions gives one unit vector after the other
     */
    double distance(Examples real, Examples generated, Supplier<float[]> directions) {
        PowerMean mean = new PowerMean(order);
        for (int l = 0; l < projections; l++) {
            float[] direction = directions.get();
            SortedTransport.addTo(mean, Projection.sorted(real, direction), Projection.sorted(generated, direction));
        }
        return mean.value();
    }
}
